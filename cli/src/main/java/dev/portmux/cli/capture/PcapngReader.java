package dev.portmux.cli.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The format of Wireshark (draft-ietf-opsawg-pcapng).
 *
 * <pre>
 * block      u32 type, u32 length of the block, body, u32 the length again
 * 0a0d0d0a   section: 1a2b3c4d in the byte order of what follows
 * 1          interface: u16 link type, u16 unused, u32 longest frame, options (9: resolution of time stamps)
 * 6          frame: u32 interface, u64 time stamp (high half first), u32 captured, u32 original length, the bytes
 * 3          frame without time stamp, of the first interface: u32 original length, the bytes
 * </pre>
 */
final class PcapngReader {
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE = 1;
    private static final int SIMPLE_FRAME = 3;
    private static final int FRAME = 6;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int TIME_RESOLUTION = 9;

    private final CaptureFile file;
    private final Consumer<CaptureFile.Frame> frames;
    private final List<Interface> interfaces = new ArrayList<>();

    /** @param ticksPerSecond of its time stamps */
    private record Interface(int linkType, double ticksPerSecond) {}

    PcapngReader(CaptureFile file, Consumer<CaptureFile.Frame> frames) {
        this.file = file;
        this.frames = frames;
    }

    /** Reads on behind the type of the first section's block. */
    void read() throws IOException {
        section();
        while (true) {
            int type = file.take(4).getInt(0);
            if (type == SECTION_HEADER) {
                section();
                continue;
            }
            ByteBuffer body = body(file.take(4).getInt(0), 8);
            switch (type) {
                case INTERFACE -> interfaces.add(describe(body));
                case FRAME -> frame(body);
                case SIMPLE_FRAME -> {
                    require(body, 4);
                    Interface first = interfaceOf(0);
                    frames.accept(new CaptureFile.Frame(
                            0, first.linkType(), data(body, 4, Math.min(body.getInt(0), body.limit() - 4))));
                }
                default -> {} // names, statistics, comments
            }
        }
    }

    private void section() throws IOException {
        file.order(ByteOrder.BIG_ENDIAN);
        ByteBuffer head = file.take(8);
        boolean big = head.getInt(4) == BYTE_ORDER;
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        file.order(order);
        body(head.order(order).getInt(0), 12);
        interfaces.clear();
    }

    /** The rest of a block of which some bytes have been read, without the length at its end. */
    private ByteBuffer body(int length, int read) throws IOException {
        ByteBuffer rest = file.take(Integer.toUnsignedLong(length) - read);
        if (rest.limit() < 4) {
            throw new CaptureFile.InvalidCaptureException("damaged: a block of " + length + " bytes");
        }
        return rest.limit(rest.limit() - 4);
    }

    private static Interface describe(ByteBuffer body) {
        require(body, 8);
        double ticks = 1_000_000;
        for (int at = 8; at + 4 <= body.limit(); ) {
            int code = Short.toUnsignedInt(body.getShort(at));
            int length = Short.toUnsignedInt(body.getShort(at + 2));
            if (code == TIME_RESOLUTION && at + 4 < body.limit()) {
                int resolution = body.get(at + 4);
                ticks = resolution < 0 ? Math.pow(2, resolution & 0x7f) : Math.pow(10, resolution);
            }
            at += 4 + (length + 3) / 4 * 4;
        }
        return new Interface(Short.toUnsignedInt(body.getShort(0)), ticks);
    }

    private void frame(ByteBuffer body) {
        require(body, 20);
        Interface from = interfaceOf(body.getInt(0));
        long ticks = Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
        long seconds = (long) (ticks / from.ticksPerSecond());
        double rest = ticks - seconds * from.ticksPerSecond();
        long nanos = seconds * 1_000_000_000 + (long) (rest * 1e9 / from.ticksPerSecond());
        frames.accept(new CaptureFile.Frame(nanos, from.linkType(), data(body, 20, body.getInt(12))));
    }

    private Interface interfaceOf(int number) {
        if (number < 0 || number >= interfaces.size()) {
            throw new CaptureFile.InvalidCaptureException(
                    "damaged: a frame of interface " + number + " of " + interfaces.size());
        }
        return interfaces.get(number);
    }

    private static ByteBuffer data(ByteBuffer body, int offset, int length) {
        if (length < 0 || length > body.limit() - offset) {
            throw new CaptureFile.InvalidCaptureException("damaged: a frame of " + length + " bytes");
        }
        return body.slice(offset, length).order(ByteOrder.BIG_ENDIAN);
    }

    private static void require(ByteBuffer body, int length) {
        if (body.limit() < length) {
            throw new CaptureFile.InvalidCaptureException("damaged: a block of " + body.limit() + " bytes");
        }
    }
}
