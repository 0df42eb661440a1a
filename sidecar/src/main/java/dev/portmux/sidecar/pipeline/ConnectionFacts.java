package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.limit.SourceSlot;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.proxy.ProxyHeader;
import java.util.Optional;

/**
 * What the stages have found out about a connection.
 *
 * @param peer     the other end of the socket: the client, or a load balancer
 * @param source   the client, as far as it is known
 * @param via      what stands between the two
 * @param slot     counts the connection for its source, if there are such limits
 * @param detected the detected protocol; {@link Detected#NOTHING} before detection
 */
public record ConnectionFacts(Peer peer, Peer source, Via via, Optional<SourceSlot> slot, Detected detected) {

    /** What stands between the socket and the client. */
    public sealed interface Via {
        /** Nothing: the other end of the socket is the client. */
        Via NOTHING = new Nothing();

        /** Nothing. */
        record Nothing() implements Via {}

        /** A load balancer that has sent this header. */
        record Balancer(ProxyHeader header) implements Via {}

        /**
         * A load balancer whose header has not come yet, since it comes with the client's first bytes.
         *
         * @param required without a header the connection ends
         */
        record Outstanding(boolean required) implements Via {}
    }

    /**
     * What detection found.
     *
     * @param protocol a catalogue name, {@code payload}, {@code regex} or {@code any}; empty if nothing was recognised
     * @param result   the result of the connection, if nothing goes wrong later
     * @param bytes    number of bytes that had arrived at the decision
     */
    public record Detected(String protocol, Result result, int bytes) {
        public static final Detected NOTHING = new Detected("", Result.PROBE, 0);
    }

    /** The facts before the first stage. */
    static ConnectionFacts of(Peer peer) {
        return new ConnectionFacts(peer, peer, Via.NOTHING, Optional.empty(), Detected.NOTHING);
    }

    /** The header of a load balancer, if there is one. */
    public Optional<ProxyHeader> header() {
        return via instanceof Via.Balancer balancer ? Optional.of(balancer.header()) : Optional.empty();
    }

    /** Whether the load balancer itself has opened the connection, such as to see whether the sidecar is there. */
    public boolean isHealthCheck() {
        return via instanceof Via.Balancer balancer
                && balancer.header().addresses().isEmpty();
    }

    /** A copy with what stands in between. */
    public ConnectionFacts with(Via found) {
        Peer client = found instanceof Via.Balancer balancer
                ? balancer.header()
                        .addresses()
                        .map(ProxyHeader.Addresses::source)
                        .orElse(peer)
                : peer;
        return new ConnectionFacts(peer, client, found, slot, detected);
    }

    /** A copy with the place where the connection is counted. */
    public ConnectionFacts with(SourceSlot counted) {
        return new ConnectionFacts(peer, source, via, Optional.of(counted), detected);
    }

    /** A copy with what was detected. */
    public ConnectionFacts with(Detected found) {
        return new ConnectionFacts(peer, source, via, slot, found);
    }
}
