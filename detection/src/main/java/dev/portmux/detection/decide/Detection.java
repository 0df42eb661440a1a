package dev.portmux.detection.decide;

import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The decision over one connection, for one thread.
 *
 * <p>The first route that says YES with only NO before it is chosen. Since YES and NO are final, this condition once true
 * stays true, and it is a function of the bytes alone: the chosen route does not depend on how they were cut. A NO is
 * remembered, and so is a YES: nothing after it can be chosen any more.
 */
public final class Detection {
    private static final int NONE = -1;

    /** Covers one lost first segment: its retransmission comes about this long after a round trip. */
    private static final Duration LOSS_ALLOWANCE = Duration.ofMillis(300);

    private final Decider decider;

    /** Routes that have not said NO. */
    private final RouteSet candidates = new RouteSet();

    private int silent = NONE;
    private int catchAll = NONE;
    private int matched = NONE;

    /** The route that is chosen if nothing follows: the matched one, or one before it whose message may be complete. */
    private int standby = NONE;

    /** A route before the one on standby is certain of its protocol and only waits for details. */
    private boolean recognised;

    private int seen;

    Detection(Decider decider, RouteSet forSource) {
        this.decider = decider;
        for (int i = forSource.next(0); i >= 0; i = forSource.next(i + 1)) {
            switch (decider.route(i).kind()) {
                case BYTES -> candidates.add(i);
                case SILENCE -> silent = silent == NONE ? i : silent;
                case CATCH_ALL -> catchAll = catchAll == NONE ? i : catchAll;
            }
        }
    }

    /** Judges all bytes so far, 0 to {@code prefix.limit()}. */
    public Decision look(ByteBuffer prefix) {
        if (prefix.limit() == 0) {
            return Decision.Wait.PLAIN;
        }
        if (seen == 0) {
            candidates.retainAll(decider.aliveAfter(prefix.get(0)));
        }
        boolean full = prefix.limit() >= byteLimit();
        // Bytes beyond the limit must not count, or the route would depend on how much came at once.
        judge(prefix.limit() > byteLimit() ? prefix.slice(0, byteLimit()) : prefix);
        Decision decision = decision();
        return full && decision instanceof Decision.Wait ? ended() : decision;
    }

    private void judge(ByteBuffer prefix) {
        seen = prefix.limit();
        recognised = false;
        standby = matched;
        int end = matched == NONE ? RoutingTable.MOST_ROUTES : matched;
        for (int i = candidates.next(0); i >= 0 && i < end; i = candidates.next(i + 1)) {
            PreparedRoute route = decider.route(i);
            switch (route.look(prefix)) {
                case NO -> candidates.remove(i);
                case YES -> {
                    matched = i;
                    standby = i;
                    return;
                }
                case MORE -> {
                    if (route.isCompleteIfNothingFollows(prefix)) {
                        standby = i;
                        return;
                    }
                    recognised |= route.recognised(prefix);
                }
            }
        }
    }

    private Decision decision() {
        int first = candidates.next(0);
        if (first == NONE) {
            return unmatched(Outcome.UNKNOWN, "no route takes these bytes, and there is no catch-all");
        }
        if (first == matched) {
            return chosen(matched, Outcome.MATCHED);
        }
        return standby == NONE || recognised ? Decision.Wait.PLAIN : Decision.Wait.HELD;
    }

    /** The hold time passed without a byte, after {@link Decision.Wait#held()}. */
    public Decision quiet() {
        return standby == NONE || recognised ? Decision.Wait.PLAIN : chosen(standby, Outcome.HELD);
    }

    /** The silence window passed without any byte. */
    public Decision silence() {
        if (seen > 0) {
            return Decision.Wait.PLAIN;
        }
        if (silent != NONE) {
            return chosen(silent, Outcome.SILENCE);
        }
        return catchAll == NONE ? Decision.Wait.PLAIN : chosen(catchAll, Outcome.CATCH_ALL);
    }

    /** The absolute limit from accept passed. Never waits. */
    public Decision deadline() {
        if (seen > 0) {
            return ended();
        }
        return speaksFirst() ? silence() : new Decision.Close(Outcome.INCOMPLETE, "no byte came before the deadline");
    }

    /** The client sent FIN. Never waits; without a byte it was a probe, for which no backend is dialled. */
    public Decision endOfInput() {
        return seen > 0 ? ended() : new Decision.Close(Outcome.PROBE, "closed without sending a byte");
    }

    /** No more bytes will be judged: what still waits for more counts as NO. */
    private Decision ended() {
        if (recognised) {
            return new Decision.Close(Outcome.INCOMPLETE, "the protocol is known, but not what the client asks for");
        }
        if (standby != NONE) {
            return chosen(standby, Outcome.HELD);
        }
        return candidates.isEmpty()
                ? unmatched(Outcome.UNKNOWN, "no route takes these bytes, and there is no catch-all")
                : unmatched(Outcome.INCOMPLETE, "too few bytes for any route, and there is no catch-all");
    }

    private Decision unmatched(Outcome outcome, String reason) {
        return catchAll == NONE ? new Decision.Close(outcome, reason) : chosen(catchAll, Outcome.CATCH_ALL);
    }

    private Decision chosen(int index, Outcome outcome) {
        Route route = decider.route(index).route();
        return new Decision.Chosen(route, route.match().label(), outcome, seen);
    }

    /** Whether some route for this source waits for silence: a server-first one, else the catch-all. */
    public boolean speaksFirst() {
        return silent != NONE || catchAll != NONE;
    }

    /**
     * How long a client may be silent before {@link #silence()} is due; zero where nothing that speaks could be told
     * apart anyway.
     *
     * @param rtt of the connection at accept, zero if it is not known
     */
    public Duration silenceWindow(Duration rtt) {
        if (seen == 0 && candidates.isEmpty() && (silent == NONE || catchAll == NONE)) {
            return Duration.ZERO;
        }
        Duration window = decider.table().timing().silence();
        Duration afterLoss = rtt.isZero() ? Duration.ZERO : rtt.plus(LOSS_ALLOWANCE);
        return window.compareTo(afterLoss) >= 0 ? window : afterLoss;
    }

    /** Undecided bytes beyond this are never looked at: {@link #look} with so many does not wait. */
    public int byteLimit() {
        return decider.byteLimit();
    }
}
