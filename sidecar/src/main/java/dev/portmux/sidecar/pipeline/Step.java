package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.upstream.Upstream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The answer of a stage, which the connection executes. A stage never calls the connection. */
public sealed interface Step {

    /**
     * The stage needs more bytes, or time. The connection calls one of these methods when something happens. The answer is the
     * next step: this one again, as long as the stage has not decided. A class, since C1 tells classes apart in one comparison
     * and searches a list for interfaces.
     */
    abstract non-sealed class More implements Step {

        /** {@link #patienceNanos} of a stage that waits for bytes only. */
        public static final long NO_LIMIT = Long.MAX_VALUE;

        /** How long to wait for a byte before {@link #idle} is called, counted from this answer. */
        public abstract long patienceNanos();

        /**
         * Bytes came.
         *
         * @param soFar all bytes of the client so far, from 0 to the limit; valid during the call only
         */
        public abstract Step bytes(ByteBuffer soFar);

        /** No byte came for {@link #patienceNanos}. */
        public abstract Step idle();

        /** The client has sent FIN. Must not answer {@link More}. */
        public abstract Step endOfInput();

        /** The absolute deadline over all stages has passed, counted from accept. Must not answer {@link More}. */
        public abstract Step deadline();
    }

    /**
     * The stage lets the connection pass: the next stage begins.
     *
     * @param consumed the first bytes that were for this stage only, and which no later stage and no backend gets
     */
    record Continue(ConnectionFacts facts, int consumed) implements Step {
        public Continue(ConnectionFacts facts) {
            this(facts, 0);
        }
    }

    /**
     * A route is chosen: dial its upstream, and relay from the first byte on.
     *
     * @param listener wants to know what the client says next, after its silence
     */
    record RouteTo(ConnectionFacts facts, Upstream upstream, Optional<SilenceListener> listener) implements Step {}

    /** Is told what a client says after its silence has chosen its route. */
    interface SilenceListener {

        /**
         * The client has sent its first bytes.
         *
         * @param bytes         from 0 to the limit; valid during the call only
         * @param beforeBackend whether the backend has not sent anything yet
         */
        void clientSpoke(ByteBuffer bytes, boolean beforeBackend);
    }

    /**
     * Close without dialling anything.
     *
     * @param how FIN, or RESET to tell the client that it was refused
     */
    record Close(Result why, End how) implements Step {}
}
