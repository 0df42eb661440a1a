package dev.portmux.sidecar.upstream;

import dev.portmux.routes.ProxyProtocol;
import dev.portmux.sidecar.net.Peer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that one connection tries, one after the other. They are of one group as long as that has one to try, then of
 * the next group. Endpoints that are down are left out, unless nothing else is left: then they are tried as if they were up.
 *
 * <p>After {@link #next} has answered true, {@link #connected} or {@link #failed} says what became of it. {@link #close} ends
 * it all. Used by one thread.
 */
public final class Attempts {
    private static final int MOST_OF_A_GROUP = 3;
    private static final int MOST = 9;

    /** An attempt that failed. */
    private record Failed(EndpointGroup group, Endpoint endpoint) {}

    private enum Pass {
        /** Endpoints that are down are left out. */
        AVAILABLE,
        /** Every endpoint may be tried. */
        ANY
    }

    private final Upstream upstream;
    private final Peer source;
    private final LongSupplier nanoTime;
    private Pass pass = Pass.AVAILABLE;
    private List<Failed> failed = List.of();
    private @Nullable EndpointGroup group;
    private int turn;
    /** The endpoint that is being tried, or is connected. */
    private @Nullable Endpoint endpoint;

    private boolean onTrial;

    Attempts(Upstream upstream, Peer source, LongSupplier nanoTime) {
        this.upstream = upstream;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** Whose endpoints these are. */
    public Upstream upstream() {
        return upstream;
    }

    /** Goes to the next endpoint; false if none is left to try. */
    public boolean next() {
        while (failed.size() < MOST) {
            if (group == null || !mayTry(group)) {
                group = upstream.choose(this);
                turn = group == null ? 0 : group.nextTurn();
            }
            if (group != null) {
                Endpoint chosen = group.choose(this, upstream.balance(), turn);
                if (chosen != null && begin(chosen)) {
                    return true;
                }
            } else if (pass == Pass.AVAILABLE) {
                pass = Pass.ANY;
            } else {
                return false;
            }
        }
        return false;
    }

    private boolean begin(Endpoint chosen) {
        if (pass == Pass.AVAILABLE && chosen.health() != Endpoint.Health.UP) {
            if (!chosen.beginTrial(nanoTime)) {
                return false; // another connection was faster
            }
            onTrial = true;
        }
        chosen.opened();
        endpoint = chosen;
        return true;
    }

    /** The address of the present endpoint. */
    public InetSocketAddress address() {
        return present().address();
    }

    /** The header that the present endpoint gets in front of the client's bytes. It may differ from that of the one before. */
    public Optional<ProxyProtocol.Version> proxyProtocol() {
        return group == null ? Optional.empty() : group.proxyProtocol();
    }

    private Endpoint present() {
        if (endpoint == null) {
            throw new IllegalStateException("no endpoint is being tried");
        }
        return endpoint;
    }

    /** The present endpoint has accepted the connection. */
    public void connected() {
        present().connected();
        onTrial = false;
    }

    /** The present endpoint has refused the connection, or has not answered. */
    public void failed() {
        Endpoint bad = present();
        bad.failed(onTrial, nanoTime);
        if (group != null) {
            failed = failed.isEmpty() ? new ArrayList<>(MOST_OF_A_GROUP) : failed;
            failed.add(new Failed(group, bad));
        }
        leave(bad);
    }

    /** The connection is over, or is given up. */
    public void close() {
        if (endpoint != null) {
            if (onTrial) {
                endpoint.endTrial();
            }
            leave(endpoint);
        }
        upstream.left();
    }

    private void leave(Endpoint left) {
        left.closed();
        endpoint = null;
        onTrial = false;
    }

    long source() {
        return SourceHash.of(source);
    }

    boolean mayTry(EndpointGroup other) {
        int tried = 0;
        for (int i = 0; i < failed.size(); i++) {
            tried += failed.get(i).group() == other ? 1 : 0;
        }
        return tried < MOST_OF_A_GROUP && other.hasOneFor(this);
    }

    boolean mayTry(Endpoint other) {
        for (int i = 0; i < failed.size(); i++) {
            if (failed.get(i).endpoint() == other) {
                return false;
            }
        }
        return pass == Pass.ANY || other.isAvailable(nanoTime);
    }
}
