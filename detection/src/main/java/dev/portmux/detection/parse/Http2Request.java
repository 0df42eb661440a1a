package dev.portmux.detection.parse;

import dev.portmux.detection.catalogue.Fields;
import java.nio.ByteBuffer;

/**
 * Reads an HTTP/2 connection up to the header block of its first request (RFC 9113 section 4.1) while it arrives. After the preface
 * come frames: u24 length, u8 type, u8 flags, u32 stream. It keeps its place among the frames and copies nothing; the
 * block itself is read once, when it is complete.
 */
public final class Http2Request {
    private static final int PREFACE = 24;
    private static final int FRAME_HEADER = 9;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;

    /** Where the next frame begins. */
    private int at = PREFACE;

    /** Where the header block begins; 0 before there is one. */
    private int block;

    private boolean settings;

    /**
     * Reads on: true once the header block is complete. Not to be called again after that.
     *
     * @param prefix all bytes so far, of which those that an earlier call was given are still the same
     */
    public boolean read(ByteBuffer prefix) {
        while (at + FRAME_HEADER <= prefix.limit() && at + length(prefix, at) <= prefix.limit()) {
            int frame = at;
            at += length(prefix, frame);
            settings |= type(prefix, frame) == SETTINGS;
            if (isOfBlock(prefix, frame)) {
                block = block == 0 ? frame : block;
                if ((Fields.u8(prefix, frame + 4) & END_HEADERS) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether there is nothing after the SETTINGS but whole frames that are no request, so that the client may wait for an answer. */
    public boolean mayWait(ByteBuffer prefix) {
        return settings && block == 0 && at == prefix.limit();
    }

    /** Whether the request is one of gRPC, after {@link #read} was true. */
    public boolean isGrpc(ByteBuffer prefix) {
        ByteBuffer fragments = ByteBuffer.allocate(at - block);
        int there = 0;
        for (int frame = block; frame < at; frame += length(prefix, frame)) {
            if (isOfBlock(prefix, frame)) {
                there = addFragment(fragments, there, prefix, frame);
            }
        }
        return HeaderBlock.isGrpc(fragments.limit(there));
    }

    private boolean isOfBlock(ByteBuffer prefix, int frame) {
        int type = type(prefix, frame);
        return type == HEADERS || (type == CONTINUATION && block != 0);
    }

    private static int addFragment(ByteBuffer fragments, int there, ByteBuffer prefix, int frame) {
        int flags = type(prefix, frame) == HEADERS ? Fields.u8(prefix, frame + 4) : 0;
        int start = frame + FRAME_HEADER;
        int end = frame + length(prefix, frame);
        if ((flags & PADDED) != 0 && start < end) {
            end -= Fields.u8(prefix, start++);
        }
        start += (flags & PRIORITY) != 0 ? 5 : 0;
        int length = Math.max(end - start, 0);
        fragments.put(there, prefix, start, length);
        return there + length;
    }

    private static int type(ByteBuffer prefix, int frame) {
        return Fields.u8(prefix, frame + 3);
    }

    private static int length(ByteBuffer prefix, int frame) {
        return FRAME_HEADER + Fields.u24(prefix, frame);
    }
}
