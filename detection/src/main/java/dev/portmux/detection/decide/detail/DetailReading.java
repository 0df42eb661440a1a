package dev.portmux.detection.decide.detail;

import java.nio.ByteBuffer;

/** How far the first message of one connection has been read for one group, and what that has decided about its routes. */
public abstract class DetailReading {
    private final RouteSet open;
    private final RouteSet yes = new RouteSet();
    private final RouteSet no = new RouteSet();

    /** Begins with all of these routes undecided. */
    DetailReading(RouteSet routes) {
        open = RouteSet.copyOf(routes);
    }

    /**
     * Reads on, while a route is undecided.
     *
     * @param prefix all bytes so far, of which those that an earlier call was given are still the same
     */
    public abstract void read(ByteBuffer prefix);

    /** Whether the undecided routes match if the client waits now: its first message is complete, though it could go on. */
    public boolean mayWait(ByteBuffer prefix) {
        return false;
    }

    /** The routes that wait for more bytes. */
    public final RouteSet open() {
        return open;
    }

    /** The routes whose details match, whatever follows. */
    public final RouteSet yes() {
        return yes;
    }

    /** The routes whose details cannot match any more. */
    public final RouteSet no() {
        return no;
    }

    /** Of the undecided routes these match. */
    final void accept(RouteSet routes) {
        RouteSet accepted = RouteSet.copyOf(open);
        accepted.retainAll(routes);
        yes.addAll(accepted);
        open.removeAll(accepted);
    }

    /** Of the undecided routes only these may still match. */
    final void keep(RouteSet routes) {
        RouteSet refused = RouteSet.copyOf(open);
        refused.removeAll(routes);
        no.addAll(refused);
        open.retainAll(routes);
    }

    /** None of the undecided routes can match any more. */
    final void refuse() {
        no.addAll(open);
        open.removeAll(no);
    }
}
