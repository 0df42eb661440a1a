package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.upstream.Upstream;
import java.nio.ByteBuffer;

/** What a stage answers. It never calls back: the connection does what the step says. */
public sealed interface Step {

    /**
     * The stage needs more bytes, or time. What is asked when they come, and what it answers then, is a step again: itself, as
     * long as it has not decided.
     */
    non-sealed interface More extends Step {

        /** {@link #patienceNanos} of who waits for bytes alone. */
        long NO_LIMIT = Long.MAX_VALUE;

        /** How long without a byte until {@link #idle} is asked, counted from this answer. */
        long patienceNanos();

        /**
         * Bytes came.
         *
         * @param soFar all bytes of the client so far, from 0 to its limit; not to be kept
         */
        Step bytes(ByteBuffer soFar);

        /** No byte came for as long as was said. */
        Step idle();

        /** The client has sent FIN: nothing follows. Never {@link More}. */
        Step endOfInput();

        /** The absolute limit from accept over all stages has passed. Never {@link More}. */
        Step deadline();
    }

    /** This stage has no objection: the next one begins. */
    record Continue(ConnectionFacts facts) implements Step {}

    /** A route is chosen: dial it, and relay from the first byte on. */
    record RouteTo(ConnectionFacts facts, Upstream upstream) implements Step {}

    /**
     * Close without dialling anything.
     *
     * @param how FIN, or RESET to tell the client that it was refused
     */
    record Close(Result why, End how) implements Step {}
}
