package dev.portmux.sidecar;

import java.nio.ByteBuffer;

/** Bytes in flight in a simulated network. */
final class ByteQueue {
    private byte[] bytes = new byte[64];
    private int head;
    private int tail;

    void put(byte[] from, int offset, int length) {
        if (tail + length > bytes.length) {
            byte[] larger = new byte[Math.max(bytes.length, 2 * (size() + length))];
            System.arraycopy(bytes, head, larger, 0, size());
            tail = size();
            head = 0;
            bytes = larger;
        }
        System.arraycopy(from, offset, bytes, tail, length);
        tail += length;
    }

    int take(ByteBuffer into, int most) {
        int length = Math.min(Math.min(most, size()), into.remaining());
        into.put(bytes, head, length);
        head += length;
        return length;
    }

    int size() {
        return tail - head;
    }

    void clear() {
        head = tail;
    }
}
