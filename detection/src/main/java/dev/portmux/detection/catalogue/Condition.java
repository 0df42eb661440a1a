package dev.portmux.detection.catalogue;

import java.nio.ByteBuffer;

/**
 * What the fields of a protocol's first bytes ask of each other, where an automaton cannot say it. Immutable; the verdict is a
 * function of the bytes alone.
 */
@FunctionalInterface
public interface Condition {

    /**
     * Judges the bytes 0 to {@code prefix.limit()}, all that have arrived so far. Only absolute gets are used: the buffer
     * is neither moved nor changed nor kept.
     *
     * <p>It is asked again whenever bytes have arrived. When the envelope has accepted, the verdict must be YES or NO, and the
     * envelope must be bounded: so the work over one connection is bounded too.
     */
    Verdict look(ByteBuffer prefix);
}
