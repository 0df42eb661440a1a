package dev.portmux.sidecar.net;

import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The direct memory of one event loop. All connections read into one shared buffer and send from it at once, so most own no
 * memory. A connection keeps a buffer only for the rest that its other side does not take yet. The shared buffer grows to the
 * largest read so far, so a loop without bulk streams never has a large one.
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
    private final ByteBuffer small = ByteBuffer.allocateDirect(SMALL);
    private ByteBuffer shared = ByteBuffer.allocateDirect(SMALL);
    private long kept;

    /**
     * Begins with one small buffer. The shared buffer and the spare ones never exceed three times {@code largest} together; the
     * rests come on top.
     *
     * @param largest the largest read, a power of two from {@link #SMALL} to {@link #LARGE}
     * @param limit   bytes in rests above which reads are small: slow readers take this much at most, and 4 KiB each
     */
    public Buffers(int largest, long limit) {
        this.largest = largest;
        this.limit = limit;
    }

    /** The largest read. */
    public int largest() {
        return largest;
    }

    /** The shared buffer with room for {@code size} bytes, or less under pressure. Valid until the next call. */
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

    /** A copy of a few bytes in direct memory, to be sent at once. Valid until the next call. */
    public ByteBuffer toSend(ByteBuffer bytes) {
        return small.clear().put(bytes.duplicate()).flip();
    }

    /** Keeps the remaining bytes of the shared buffer. If they fill more than half of it, the loop gives it away and takes another. */
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

    /** True when slow readers hold as much as the limit. */
    public boolean tight() {
        return kept >= limit;
    }

    /** Bytes of memory in kept rests. */
    public long kept() {
        return kept;
    }

    /** Bytes of memory in spare buffers. */
    public long spare() {
        return free.bytes;
    }

    private static int sizeClass(int size) {
        return size <= SMALL ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros((size - 1) / SMALL);
    }

    /** Spare buffers by size class, up to twice the largest read in total. */
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
