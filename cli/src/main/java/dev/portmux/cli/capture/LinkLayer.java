package dev.portmux.cli.capture;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Finds the IP header behind the link-layer header. */
final class LinkLayer {
    private static final int NULL = 0; // BSD loopback
    private static final int ETHERNET = 1;
    private static final int RAW = 101; // the IP header itself
    private static final int LINUX_COOKED = 113; // tcpdump -i any
    private static final int LINUX_COOKED_2 = 276;

    private static final int VLAN = 0x8100;
    private static final int PROVIDER_VLAN = 0x88a8;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;

    private LinkLayer() {}

    /** Where the IP header begins; empty if there is none, or the link type is not known here. */
    static OptionalInt ipOffset(CaptureFile.Frame frame) {
        ByteBuffer data = frame.data();
        return switch (frame.linkType()) {
            case RAW, 12, 14, 228, 229 -> OptionalInt.of(0);
            case NULL -> OptionalInt.of(4);
            case ETHERNET -> behind(data, 12);
            case LINUX_COOKED -> behind(data, 14);
            case LINUX_COOKED_2 -> isIp(data, 0) ? OptionalInt.of(20) : OptionalInt.empty();
            default -> OptionalInt.empty();
        };
    }

    /** Behind the type at an offset and the VLAN tags after it. */
    private static OptionalInt behind(ByteBuffer data, int offset) {
        int type = offset;
        while (type + 4 < data.limit() && (at(data, type) == VLAN || at(data, type) == PROVIDER_VLAN)) {
            type += 4;
        }
        return isIp(data, type) ? OptionalInt.of(type + 2) : OptionalInt.empty();
    }

    private static boolean isIp(ByteBuffer data, int offset) {
        return offset + 2 <= data.limit() && (at(data, offset) == IPV4 || at(data, offset) == IPV6);
    }

    private static int at(ByteBuffer data, int offset) {
        return Short.toUnsignedInt(data.getShort(offset));
    }
}
