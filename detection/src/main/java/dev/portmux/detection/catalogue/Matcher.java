package dev.portmux.detection.catalogue;

import java.nio.ByteBuffer;

/** Judges the first bytes of a connection. Immutable; the verdict is a function of the bytes alone. */
@FunctionalInterface
public interface Matcher {

    /**
     * Judges the bytes 0 to {@code prefix.limit()}, all that have arrived so far. Only absolute gets are used: the buffer
     * is neither moved nor changed nor kept.
     */
    Verdict look(ByteBuffer prefix);

    /**
     * Whether these bytes, for which the verdict is MORE, match if the client waits now: its first message is complete, though
     * it could have been longer.
     */
    default boolean isCompleteIfNothingFollows(ByteBuffer prefix) {
        return false;
    }
}
