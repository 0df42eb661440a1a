package dev.portmux.cli.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * The format of libpcap (draft-ietf-opsawg-pcap).
 *
 * <pre>
 * file    magic a1b2c3d4 (microseconds) or a1b23c4d (nanoseconds), in the writer's byte order
 *         u16 u16 version, 8 bytes unused, u32 longest frame, u32 link type (low 28 bits)
 * frame   u32 seconds, u32 fraction, u32 captured length, u32 original length, the bytes
 * </pre>
 */
final class PcapReader {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private final CaptureFile file;
    private final Consumer<CaptureFile.Frame> frames;

    PcapReader(CaptureFile file, Consumer<CaptureFile.Frame> frames) {
        this.file = file;
        this.frames = frames;
    }

    static boolean isMagic(ByteBuffer bytes) {
        int magic = bytes.getInt(0);
        int swapped = Integer.reverseBytes(magic);
        return magic == MICROSECONDS || magic == NANOSECONDS || swapped == MICROSECONDS || swapped == NANOSECONDS;
    }

    /** Reads on behind the magic number. */
    void read(ByteBuffer begin) throws IOException {
        int magic = begin.getInt(0);
        boolean swapped = magic != MICROSECONDS && magic != NANOSECONDS;
        file.order(swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int unit = (swapped ? Integer.reverseBytes(magic) : magic) == NANOSECONDS ? 1 : 1_000;
        int linkType = file.take(20).getInt(16) & 0x0fff_ffff;
        while (true) {
            ByteBuffer head = file.take(16);
            long nanos = Integer.toUnsignedLong(head.getInt(0)) * 1_000_000_000
                    + Integer.toUnsignedLong(head.getInt(4)) * unit;
            ByteBuffer data = file.take(Integer.toUnsignedLong(head.getInt(8)));
            frames.accept(new CaptureFile.Frame(nanos, linkType, data.order(ByteOrder.BIG_ENDIAN)));
        }
    }
}
