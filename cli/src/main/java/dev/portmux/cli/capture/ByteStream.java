package dev.portmux.cli.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The beginning of one direction of a connection, put in order: segments may be lost, repeated and out of order. */
final class ByteStream {
    private static final int LIMIT = 16 << 10;

    /** By place in the stream; of a repeated segment the first copy, which is the one that counts in time. */
    private final TreeMap<Integer, Part> parts = new TreeMap<>();

    private final int begin;

    /** @param bytes from position 0 */
    private record Part(long nanos, ByteBuffer bytes) {}

    /** @param begin the sequence number of the first byte */
    ByteStream(int begin) {
        this.begin = begin;
    }

    void add(long nanos, int sequence, ByteBuffer payload) {
        long offset = Integer.toUnsignedLong(sequence - begin);
        if (payload.limit() == 0 || offset >= LIMIT) {
            return; // also what lies before the first byte: the probes of keep-alive
        }
        parts.merge(
                (int) offset,
                new Part(nanos, payload),
                (old, repeated) -> old.bytes().limit() >= payload.limit() ? old : repeated);
    }

    /** When the first byte came; empty if none did. */
    OptionalLong first() {
        Part first = parts.get(0);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.nanos());
    }

    /** What came without a gap until that moment. */
    byte[] until(long nanos) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<Integer, Part> entry : parts.entrySet()) {
            int known = bytes.size() - entry.getKey();
            Part part = entry.getValue();
            if (known < 0 || part.nanos() > nanos) {
                break;
            }
            for (int i = known; i < part.bytes().limit(); i++) {
                bytes.write(part.bytes().get(i));
            }
        }
        return bytes.toByteArray();
    }
}
