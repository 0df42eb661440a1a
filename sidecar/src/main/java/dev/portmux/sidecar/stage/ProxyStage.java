package dev.portmux.sidecar.stage;

import dev.portmux.detection.decide.Detection;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.routes.ProxyProtocol.Mode;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.ConnectionFacts;
import dev.portmux.sidecar.pipeline.ConnectionFacts.Via;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Stage;
import dev.portmux.sidecar.pipeline.Step;
import dev.portmux.sidecar.proxy.HeaderParser;
import dev.portmux.sidecar.proxy.HeaderParser.Complete;
import dev.portmux.sidecar.proxy.HeaderParser.Impossible;
import dev.portmux.sidecar.table.Routing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes the PROXY header of a load balancer off the client's bytes. A source that is not trusted is a client that connects
 * directly: its bytes are never taken for a header.
 */
record ProxyStage(Supplier<Routing> tables) implements Stage {
    private static final Step REFUSED = new Step.Close(Result.PROXY_REFUSED, End.RESET);

    @Override
    public Step begin(Socket client, ConnectionFacts facts) {
        Routing routing = tables.get();
        Optional<ProxyProtocol> expected = routing.decider().table().policy().proxyProtocol();
        return expected.isPresent() && expected.get().trusts(facts.peer().address())
                ? new Expected(
                        facts, expected.get().mode(), window(expected.get().mode(), client, facts, routing))
                : new Step.Continue(facts);
    }

    /**
     * How long a client may be silent that is still unknown: the load balancer sends the header with its first bytes. Where the
     * header comes at once there is none, and the kernel need not be asked for the round trip.
     */
    private static long window(Mode mode, Socket client, ConnectionFacts facts, Routing routing) {
        if (mode == Mode.REQUIRE) {
            return Step.More.NO_LIMIT;
        }
        Detection detection = routing.decider().start(facts.peer().address());
        return detection.speaksFirst()
                ? detection
                        .silenceWindow(Duration.ofNanos(client.roundTripNanos()))
                        .toNanos()
                : Step.More.NO_LIMIT;
    }

    /** A connection of a load balancer whose header is not whole. */
    private static final class Expected extends Step.More {
        /** A header is one segment, so its rest comes at once. */
        private static final long REST = TimeUnit.SECONDS.toNanos(5);

        private final ConnectionFacts facts;
        private final Mode mode;
        private final long window;
        private boolean begun;

        Expected(ConnectionFacts facts, Mode mode, long window) {
            this.facts = facts;
            this.mode = mode;
            this.window = window;
        }

        @Override
        public long patienceNanos() {
            return begun ? REST : window;
        }

        @Override
        public Step bytes(ByteBuffer soFar) {
            begun = true;
            HeaderParser.Parsed parsed = HeaderParser.parse(soFar);
            if (parsed instanceof Complete complete) {
                return new Step.Continue(facts.with(new Via.Balancer(complete.header())), complete.length());
            }
            return parsed instanceof Impossible ? withoutHeader() : this;
        }

        private Step withoutHeader() {
            return mode == Mode.OPTIONAL ? new Step.Continue(facts) : REFUSED;
        }

        @Override
        public Step idle() {
            return begun ? withoutHeader() : new Step.Continue(facts.with(new Via.Outstanding(mode == Mode.LAZY)));
        }

        @Override
        public Step endOfInput() {
            return begun ? withoutHeader() : new Step.Close(Result.PROBE, End.FIN);
        }

        @Override
        public Step deadline() {
            return begun && mode != Mode.OPTIONAL ? REFUSED : new Step.Close(Result.INCOMPLETE, End.FIN);
        }
    }
}
