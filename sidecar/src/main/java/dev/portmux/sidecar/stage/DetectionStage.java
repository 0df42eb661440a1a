package dev.portmux.sidecar.stage;

import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.detection.decide.Outcome;
import dev.portmux.routes.Route;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.ConnectionFacts;
import dev.portmux.sidecar.pipeline.ConnectionFacts.Detected;
import dev.portmux.sidecar.pipeline.ConnectionFacts.Via;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Stage;
import dev.portmux.sidecar.pipeline.Step;
import dev.portmux.sidecar.table.Routing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses a route by the first bytes, or by silence. A connection keeps the table that was in force at its accept. */
record DetectionStage(Supplier<Routing> tables, SilenceMemory memory) implements Stage {

    @Override
    public Step begin(Socket client, ConnectionFacts facts) {
        Routing routing = tables.get();
        Undecided undecided = new Undecided(
                client, facts, routing, routing.decider().start(facts.source().address()), memory);
        // Behind a load balancer that sends its header with the client's first bytes, the window is over already.
        return facts.via() instanceof Via.Outstanding
                ? undecided.step(undecided.detection.silenceExpired())
                : undecided;
    }

    /** A connection without a route. */
    private static final class Undecided extends Step.More implements Step.SilenceListener {
        private static final long MILLISECOND = 1_000_000;

        /** Windows for distant clients are rounded up to this, so that they share few lists of timers. */
        private static final long SILENCE_STEP = 50 * MILLISECOND;

        /** The window for a near client of a source that is known as silent: 19 of 20 of the clients that speak do so sooner. */
        private static final long LEARNT = 30 * MILLISECOND;

        /** The same for a distant one: two round trips and this. */
        private static final long LEARNT_MARGIN = 10 * MILLISECOND;

        private enum Waiting {
            FOR_THE_FIRST_BYTE,
            /** The same, for what the window has beyond the first wait. */
            FOR_THE_WINDOW,
            FOR_MORE
        }

        private final Socket client;
        private final ConnectionFacts facts;
        private final Routing routing;
        private final Detection detection;
        private final SilenceMemory memory;
        private final boolean learns;
        private long patience;
        private Waiting waiting = Waiting.FOR_THE_FIRST_BYTE;
        private @Nullable Route bySilence;

        Undecided(Socket client, ConnectionFacts facts, Routing routing, Detection detection, SilenceMemory memory) {
            this.client = client;
            this.facts = facts;
            this.routing = routing;
            this.detection = detection;
            this.memory = memory;
            long window = detection.speaksFirst() && !facts.isHealthCheck()
                    ? detection.silenceWindow(Duration.ZERO).toNanos()
                    : NO_LIMIT;
            learns = detection.speaksFirst()
                    && window > LEARNT
                    && routing.decider().table().timing().learn();
            patience = learns ? LEARNT : window;
        }

        @Override
        public long patienceNanos() {
            return patience;
        }

        @Override
        public Step bytes(ByteBuffer soFar) {
            if (learns && waiting != Waiting.FOR_MORE) {
                memory.spoke(facts.source().address());
            }
            waiting = Waiting.FOR_MORE;
            return step(detection.look(soFar));
        }

        @Override
        public Step idle() {
            return switch (waiting) {
                case FOR_THE_FIRST_BYTE -> waitForTheWindow();
                case FOR_THE_WINDOW -> step(detection.silenceExpired());
                case FOR_MORE -> step(detection.holdExpired());
            };
        }

        /** Waits on where the first wait was too short. Only a client that was silent until now costs a system call for its round trip. */
        private Step waitForTheWindow() {
            long missing = window(client.roundTripNanos()) - patience;
            if (missing <= 0) {
                return step(detection.silenceExpired());
            }
            waiting = Waiting.FOR_THE_WINDOW;
            patience = missing;
            return this;
        }

        private long window(long roundTrip) {
            long set = detection.silenceWindow(Duration.ZERO).toNanos();
            long needed = detection.silenceWindow(Duration.ofNanos(roundTrip)).toNanos();
            long window = set + roundedUp(needed - set, SILENCE_STEP);
            if (!learns || !memory.knows(facts.source().address())) {
                return window;
            }
            return Math.min(window, Math.max(LEARNT, roundedUp(2 * roundTrip + LEARNT_MARGIN, LEARNT_MARGIN)));
        }

        private static long roundedUp(long nanos, long step) {
            return Math.ceilDiv(nanos, step) * step;
        }

        /** Bytes that another route takes were meant for that route: the client was slow, not silent. */
        @Override
        public void clientSpoke(ByteBuffer bytes, boolean beforeBackend) {
            boolean slow = beforeBackend
                    || (detection.look(bytes) instanceof Decision.Chosen meant
                            && meant.outcome() == Outcome.MATCHED
                            && !meant.route().equals(bySilence));
            if (slow) {
                memory.spoke(facts.source().address());
            }
        }

        @Override
        public Step endOfInput() {
            return step(detection.endOfInput());
        }

        @Override
        public Step deadline() {
            if (facts.isHealthCheck() && waiting != Waiting.FOR_MORE) {
                return new Step.Close(Result.PROBE, End.FIN);
            }
            return step(detection.deadlineExpired());
        }

        private Step step(Decision decision) {
            if (decision instanceof Decision.Chosen chosen) {
                return new Step.RouteTo(
                        facts.with(new Detected(chosen.protocol(), Result.of(chosen.outcome()), chosen.bytes())),
                        routing.upstream(chosen.route()),
                        learns && chosen.bytes() == 0 ? Optional.of(learnt(chosen.route())) : Optional.empty());
            }
            if (decision instanceof Decision.Close close) {
                return new Step.Close(Result.of(close.outcome()), End.FIN);
            }
            patience = decision instanceof Decision.Wait wait && wait.held()
                    ? routing.decider().table().timing().hold().toNanos()
                    : NO_LIMIT;
            return this;
        }

        private Step.SilenceListener learnt(Route route) {
            memory.silent(facts.source().address());
            bySilence = route;
            return this;
        }
    }
}
