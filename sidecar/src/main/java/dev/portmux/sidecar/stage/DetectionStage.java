package dev.portmux.sidecar.stage;

import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
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
import java.util.function.Supplier;

/** Chooses a route by the first bytes, or by silence. A connection keeps the table that was in force at its accept. */
record DetectionStage(Supplier<Routing> tables) implements Stage {

    @Override
    public Step begin(Socket client, ConnectionFacts facts) {
        Routing routing = tables.get();
        Undecided undecided = new Undecided(
                client, facts, routing, routing.decider().start(facts.source().address()));
        // Behind a load balancer that sends its header with the client's first bytes, the window is over already.
        return facts.via() instanceof Via.Outstanding
                ? undecided.step(undecided.detection.silenceExpired())
                : undecided;
    }

    /** A connection without a route. */
    private static final class Undecided extends Step.More {
        /** Windows for distant clients are rounded up to this, so that they share few lists of timers. */
        private static final long SILENCE_STEP = 50_000_000;

        private enum Waiting {
            FOR_THE_FIRST_BYTE,
            /** The same, with the longer window of a distant client. */
            FOR_A_DISTANT_ONE,
            FOR_MORE
        }

        private final Socket client;
        private final ConnectionFacts facts;
        private final Routing routing;
        private final Detection detection;
        private long patience;
        private Waiting waiting = Waiting.FOR_THE_FIRST_BYTE;

        Undecided(Socket client, ConnectionFacts facts, Routing routing, Detection detection) {
            this.client = client;
            this.facts = facts;
            this.routing = routing;
            this.detection = detection;
            patience = detection.speaksFirst() && !facts.isHealthCheck()
                    ? detection.silenceWindow(Duration.ZERO).toNanos()
                    : NO_LIMIT;
        }

        @Override
        public long patienceNanos() {
            return patience;
        }

        @Override
        public Step bytes(ByteBuffer soFar) {
            waiting = Waiting.FOR_MORE;
            return step(detection.look(soFar));
        }

        @Override
        public Step idle() {
            return switch (waiting) {
                case FOR_THE_FIRST_BYTE -> waitForADistantOne();
                case FOR_A_DISTANT_ONE -> step(detection.silenceExpired());
                case FOR_MORE -> step(detection.holdExpired());
            };
        }

        /** Waits longer for a distant client. Only clients that were silent until now cost the system call for the round trip. */
        private Step waitForADistantOne() {
            Duration roundTrip = Duration.ofNanos(client.roundTripNanos());
            long missing = detection.silenceWindow(roundTrip).toNanos() - patience;
            if (missing <= 0) {
                return step(detection.silenceExpired());
            }
            waiting = Waiting.FOR_A_DISTANT_ONE;
            patience = Math.ceilDiv(missing, SILENCE_STEP) * SILENCE_STEP;
            return this;
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
                        routing.upstream(chosen.route()));
            }
            if (decision instanceof Decision.Close close) {
                return new Step.Close(Result.of(close.outcome()), End.FIN);
            }
            patience = decision instanceof Decision.Wait wait && wait.held()
                    ? routing.decider().table().timing().hold().toNanos()
                    : NO_LIMIT;
            return this;
        }
    }
}
