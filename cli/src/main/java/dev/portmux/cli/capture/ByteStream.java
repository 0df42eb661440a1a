package dev.portmux.cli.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The first bytes of one direction of a connection, from segments that may be lost, repeated or out of order. Holds at most 64 KiB.
 */
final class ByteStream {
    /** Bytes from the beginning that are of interest. */
    private static final int LIMIT = 16 << 10;

    /** Bytes that are held, of segments that may overlap. */
    private static final int MOST_HELD = 4 * LIMIT;

    /** By offset in the stream. Of a repeated segment the first copy stays, because its time is the right one. */
    private final TreeMap<Integer, Part> parts = new TreeMap<>();

    private final int begin;
    private int held;

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
        int length = Math.min(payload.limit(), LIMIT - (int) offset);
        var old = parts.get((int) offset);
        if ((old == null || old.bytes().limit() < length) && held + length <= MOST_HELD) {
            // A copy: the payload is a part of its frame, which would otherwise stay in memory.
            parts.put((int) offset, new Part(nanos, ByteBuffer.allocate(length).put(0, payload, 0, length)));
            held += length;
        }
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
