package dev.portmux.cli.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes captures as other programs would. */
final class TestCaptures {
    private TestCaptures() {}

    static byte[] pcap(List<CaptureFile.Frame> frames, ByteOrder order, boolean nanoseconds) {
        int size = 24
                + frames.stream().mapToInt(frame -> 16 + frame.data().limit()).sum();
        ByteBuffer file = ByteBuffer.allocate(size).order(order);
        file.putInt(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        file.putInt(0).putInt(0).putInt(262_144).putInt(frames.getFirst().linkType());
        for (CaptureFile.Frame frame : frames) {
            int fraction = (int) (frame.nanos() % 1_000_000_000) / (nanoseconds ? 1 : 1_000);
            file.putInt((int) (frame.nanos() / 1_000_000_000)).putInt(fraction);
            file.putInt(frame.data().limit()).putInt(frame.data().limit());
            file.put(frame.data().duplicate());
        }
        return file.array();
    }

    /** The Ethernet frame with one more VLAN tag. */
    static CaptureFile.Frame tagged(CaptureFile.Frame frame) {
        ByteBuffer data = frame.data();
        ByteBuffer tagged = ByteBuffer.allocate(data.limit() + 4);
        tagged.put(data.slice(0, 12))
                .putShort((short) 0x8100)
                .putShort((short) 42)
                .put(data.slice(12, data.limit() - 12));
        return new CaptureFile.Frame(frame.nanos(), frame.linkType(), tagged.flip());
    }
}
