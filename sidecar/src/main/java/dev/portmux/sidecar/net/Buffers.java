package dev.portmux.sidecar.net;

import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The direct memory of one event loop. Everything is read into one shared buffer and sent from it at once, so a connection that
 * is not held up owns no memory; only a rest that the other side does not take yet is kept. The shared buffer is as large as
 * the largest read so far: a loop without bulk never has a large one.
 */
public final class Buffers {

    /** The largest read there can be. CPU per GiB on loopback: 488 ms with reads of 64 KiB, 337 with 512 KiB, a tenth less with 1 MiB. */
    public static final int LARGE = 1024 * 1024;

    /** The smallest rest, and the largest read under pressure. */
    public static final int SMALL = 4 * 1024;

    private static final int CLASSES = 1 + Integer.numberOfTrailingZeros(LARGE / SMALL);

    private final int largest;
    private final long limit;
    private final FreeLists free = new FreeLists();
    private ByteBuffer shared = ByteBuffer.allocateDirect(SMALL);
    private long kept;

    /**
     * Begins with one small buffer. It never holds more than three times {@code largest}, the shared buffer and spare ones,
     * beside the rests.
     *
     * @param largest the largest read, a power of two from {@link #SMALL} to {@link #LARGE}
     * @param limit   kept bytes from which on reads are small: slow readers cannot take more than this, and 4 KiB each
     */
    public Buffers(int largest, long limit) {
        this.largest = largest;
        this.limit = limit;
    }

    /** The largest read. */
    public int largest() {
        return largest;
    }

    /** The shared buffer with room for {@code size} bytes, less under pressure. Good until the next call. */
    public ByteBuffer toRead(int size) {
        int room = Math.min(size, tight() ? SMALL : largest);
        return withRoom(room).limit(room);
    }

    private ByteBuffer withRoom(int size) {
        if (size > shared.capacity()) {
            ByteBuffer outgrown = shared;
            shared = free.take(sizeClass(size));
            free.give(outgrown);
        }
        return shared.clear();
    }

    /** Keeps what is left of the shared buffer. More than half of it is not copied: the loop takes another buffer instead. */
    public ByteBuffer keep(ByteBuffer bytes) {
        int size = bytes.remaining();
        ByteBuffer rest;
        if (size > shared.capacity() / 2) {
            rest = bytes;
            shared = free.take(sizeClass(shared.capacity()));
        } else {
            rest = free.take(sizeClass(size)).clear().put(bytes).flip();
        }
        kept += rest.capacity();
        return rest;
    }

    /** Takes back a rest. */
    public void release(ByteBuffer rest) {
        kept -= rest.capacity();
        free.give(rest);
    }

    /** True when slow readers hold as much as they may. */
    public boolean tight() {
        return kept >= limit;
    }

    /** Bytes of memory in rests. */
    public long kept() {
        return kept;
    }

    /** Bytes of memory that nobody uses. */
    public long spare() {
        return free.bytes;
    }

    private static int sizeClass(int size) {
        return size <= SMALL ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros((size - 1) / SMALL);
    }

    /** Buffers by size class, worth keeping up to twice the largest read in all. */
    private final class FreeLists {
        private final ArrayDeque<ByteBuffer>[] lists = lists();
        private long bytes;

        @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
        private static ArrayDeque<ByteBuffer>[] lists() {
            ArrayDeque[] lists = new ArrayDeque[CLASSES];
            for (int i = 0; i < CLASSES; i++) {
                lists[i] = new ArrayDeque<>(1);
            }
            return lists;
        }

        ByteBuffer take(int sizeClass) {
            ByteBuffer buffer = lists[sizeClass].poll();
            if (buffer == null) {
                return ByteBuffer.allocateDirect(SMALL << sizeClass);
            }
            bytes -= buffer.capacity();
            return buffer;
        }

        @SuppressWarnings("deprecation") // its successor frees only what Netty has allocated
        void give(ByteBuffer buffer) {
            if (bytes + buffer.capacity() <= 2L * largest) {
                lists[sizeClass(buffer.capacity())].push(buffer);
                bytes += buffer.capacity();
            } else {
                PlatformDependent.freeDirectBuffer(
                        buffer); // the collector, which has little to do, would come much later
            }
        }
    }
}
