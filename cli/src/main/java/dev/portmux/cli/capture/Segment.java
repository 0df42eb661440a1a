package dev.portmux.cli.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One TCP segment.
 *
 * @param nanos   when it was captured, since the epoch
 * @param payload what was captured of it, from position 0
 */
record Segment(
        long nanos,
        InetSocketAddress from,
        InetSocketAddress to,
        int sequence,
        boolean syn,
        boolean ack,
        ByteBuffer payload) {
    private static final int TCP = 6;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    /** IPv6 extension headers that may stand before TCP: hop-by-hop, routing, destination options. */
    private static boolean isExtension(int header) {
        return header == 0 || header == 43 || header == 60;
    }

    /** The segment in a frame; nothing if there is none, or not enough of it was captured. */
    static Optional<Segment> of(CaptureFile.Frame frame) {
        OptionalInt offset = LinkLayer.ipOffset(frame);
        if (offset.isEmpty() || offset.getAsInt() + 20 > frame.data().limit()) {
            return Optional.empty();
        }
        ByteBuffer ip = frame.data().slice(offset.getAsInt(), frame.data().limit() - offset.getAsInt());
        try {
            return switch (ip.get(0) >>> 4 & 0xf) {
                case 4 -> ofIpv4(frame.nanos(), ip);
                case 6 -> ofIpv6(frame.nanos(), ip);
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty(); // cut off by the snapshot length, or damaged
        }
    }

    private static Optional<Segment> ofIpv4(long nanos, ByteBuffer ip) {
        boolean laterFragment = (ip.getShort(6) & 0x1fff) != 0;
        if (ip.get(9) != TCP || laterFragment) {
            return Optional.empty();
        }
        int header = (ip.get(0) & 0xf) * 4;
        // Segmentation offload leaves a length of zero for what is longer than 65,535.
        int length = Short.toUnsignedInt(ip.getShort(2)) == 0 ? ip.limit() : Short.toUnsignedInt(ip.getShort(2));
        return tcp(nanos, ip, 12, 4, header, Math.min(length, ip.limit()));
    }

    private static Optional<Segment> ofIpv6(long nanos, ByteBuffer ip) {
        int next = Byte.toUnsignedInt(ip.get(6));
        int header = 40;
        while (isExtension(next)) {
            next = Byte.toUnsignedInt(ip.get(header));
            header += (Byte.toUnsignedInt(ip.get(header + 1)) + 1) * 8;
        }
        if (next != TCP) {
            return Optional.empty();
        }
        int payload = Short.toUnsignedInt(ip.getShort(4));
        int length = payload == 0 ? ip.limit() : 40 + payload;
        return tcp(nanos, ip, 8, 16, header, Math.min(length, ip.limit()));
    }

    private static Optional<Segment> tcp(long nanos, ByteBuffer ip, int addresses, int size, int at, int end) {
        int data = at + (ip.get(at + 12) >>> 4 & 0xf) * 4;
        int flags = ip.get(at + 13);
        if (data < at + 20 || data > end) {
            return Optional.empty();
        }
        return Optional.of(new Segment(
                nanos,
                new InetSocketAddress(address(ip, addresses, size), Short.toUnsignedInt(ip.getShort(at))),
                new InetSocketAddress(address(ip, addresses + size, size), Short.toUnsignedInt(ip.getShort(at + 2))),
                ip.getInt(at + 4),
                (flags & SYN) != 0,
                (flags & ACK) != 0,
                ip.slice(data, end - data)));
    }

    private static InetAddress address(ByteBuffer ip, int offset, int size) {
        byte[] bytes = new byte[size];
        ip.get(offset, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
