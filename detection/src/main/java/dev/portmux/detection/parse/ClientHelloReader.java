package dev.portmux.detection.parse;

import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads a ClientHello out of TLS records while they arrive (RFC 8446 section 5.1): type 16, version 03 xx, u16 length. The message
 * may be cut into records of any length, the first even within the message's own header of u8 type and u24 length.
 *
 * <p>It keeps its place among the records and copies nothing; the message itself is read once, when it is complete.
 */
public final class ClientHelloReader {
    private static final int HANDSHAKE = 0x16;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int LONGEST_RECORD = 1 << 14;

    /** The bytes before this have been looked at. */
    private int at;

    /** Bytes of the current record that have not. */
    private int left;

    /** The first four bytes of the message, as far as they have been met, and how many of its bytes have. */
    private int header;

    private int met;

    /**
     * Reads on: YES once the whole ClientHello is there, NO if this cannot be one. Not to be called again after either.
     *
     * @param prefix all bytes so far, of which those that an earlier call was given are still the same
     */
    public Verdict read(ByteBuffer prefix) {
        while (true) {
            if (left == 0) {
                if (prefix.limit() - at < RECORD_HEADER) {
                    return Verdict.MORE;
                }
                left = Fields.u16(prefix, at + 3);
                if (prefix.get(at) != HANDSHAKE || prefix.get(at + 1) != 3 || left == 0 || left > LONGEST_RECORD) {
                    return Verdict.NO;
                }
                at += RECORD_HEADER;
            }
            take(prefix, Math.min(left, prefix.limit() - at));
            if (met >= MESSAGE_HEADER) {
                if (header >>> 24 != CLIENT_HELLO) {
                    return Verdict.NO;
                }
                if (met - MESSAGE_HEADER >= bodyLength()) {
                    return Verdict.YES;
                }
            }
            if (left > 0) {
                return Verdict.MORE;
            }
        }
    }

    private void take(ByteBuffer prefix, int there) {
        for (int i = 0; i < there && met + i < MESSAGE_HEADER; i++) {
            header = header * 0x100 + Fields.u8(prefix, at + i);
        }
        met += there;
        at += there;
        left -= there;
    }

    /** The message, after {@link #read} said YES; empty if its lengths do not fit. */
    public Optional<ClientHello> hello(ByteBuffer prefix) {
        return ClientHello.parse(body(prefix));
    }

    private ByteBuffer body(ByteBuffer prefix) {
        if (Fields.u16(prefix, 3) >= MESSAGE_HEADER + bodyLength()) {
            return prefix.slice(RECORD_HEADER + MESSAGE_HEADER, bodyLength());
        }
        ByteBuffer message = ByteBuffer.allocate(MESSAGE_HEADER + bodyLength());
        int record = 0;
        for (int there = 0; there < message.limit(); ) {
            int length = Math.min(Fields.u16(prefix, record + 3), message.limit() - there);
            message.put(there, prefix, record + RECORD_HEADER, length);
            there += length;
            record += RECORD_HEADER + length;
        }
        return message.slice(MESSAGE_HEADER, bodyLength());
    }

    private int bodyLength() {
        return header & 0xff_ffff;
    }
}
