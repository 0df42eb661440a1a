package dev.portmux.detection.catalogue;

import java.nio.ByteBuffer;

/** Unsigned big-endian integers among the first bytes, whatever byte order the buffer is set to. */
public final class Fields {

    private Fields() {}

    public static int u8(ByteBuffer prefix, int offset) {
        return prefix.get(offset) & 0xff;
    }

    public static int u16(ByteBuffer prefix, int offset) {
        return u8(prefix, offset) * 0x100 + u8(prefix, offset + 1);
    }

    public static int u24(ByteBuffer prefix, int offset) {
        return u8(prefix, offset) * 0x1_0000 + u16(prefix, offset + 1);
    }

    public static long u32(ByteBuffer prefix, int offset) {
        return u16(prefix, offset) * 0x1_0000L + u16(prefix, offset + 2);
    }

    /** Whether the field of {@code width} bytes is this value, as far as it has arrived: NO at the first other byte. */
    public static Verdict equal(ByteBuffer prefix, int offset, int width, long value) {
        for (int i = 0; i < width; i++) {
            if (prefix.limit() <= offset + i) {
                return Verdict.MORE;
            }
            int shift = 8 * (width - 1 - i);
            if (u8(prefix, offset + i) != (int) ((value >> shift) & 0xff)) {
                return Verdict.NO;
            }
        }
        return Verdict.YES;
    }
}
