package dev.portmux.detection.parse;

import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;

/**
 * The first handshake message, taken out of TLS records (RFC 8446 section 5.1): type 16, version 03 xx, u16 length. A
 * message may be cut into records of any length, the first even within its own header of u8 type and u24 length.
 */
public final class HandshakeBytes {
    private static final int HANDSHAKE = 0x16;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int LONGEST_RECORD = 1 << 14;

    private final ByteBuffer prefix;

    /** The first four bytes of the message, as far as they have been met, and how many bytes have. */
    private int header;

    private int gathered;

    public HandshakeBytes(ByteBuffer prefix) {
        this.prefix = prefix;
    }

    /** YES once the whole ClientHello is there, NO if this cannot be one. */
    public Verdict gather() {
        for (int at = 0; prefix.limit() - at >= RECORD_HEADER; at += RECORD_HEADER + recordLength(at)) {
            int length = recordLength(at);
            if (prefix.get(at) != HANDSHAKE || prefix.get(at + 1) != 3 || length == 0 || length > LONGEST_RECORD) {
                return Verdict.NO;
            }
            int there = Math.min(length, prefix.limit() - at - RECORD_HEADER);
            for (int i = 0; i < there && gathered + i < MESSAGE_HEADER; i++) {
                header = header * 0x100 + Fields.u8(prefix, at + RECORD_HEADER + i);
            }
            gathered += there;
            if (gathered >= MESSAGE_HEADER) {
                if (header >>> 24 != CLIENT_HELLO) {
                    return Verdict.NO;
                }
                if (gathered >= MESSAGE_HEADER + bodyLength()) {
                    return Verdict.YES;
                }
            }
            if (there < length) {
                return Verdict.MORE;
            }
        }
        return Verdict.MORE;
    }

    /** The body of the message, after {@link #gather} said YES. */
    public ByteBuffer body() {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE_HEADER + bodyLength());
        for (int at = 0; message.hasRemaining(); at += RECORD_HEADER + recordLength(at)) {
            message.put(prefix.slice(at + RECORD_HEADER, Math.min(recordLength(at), message.remaining())));
        }
        return message.slice(MESSAGE_HEADER, bodyLength());
    }

    private int bodyLength() {
        return header & 0xff_ffff;
    }

    private int recordLength(int at) {
        return Fields.u16(prefix, at + 3);
    }
}
