package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Matcher;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.parse.HeaderBlock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * gRPC among HTTP/2: the content type of the first request (RFC 9113 section 4.1; PROTOCOL-HTTP2 of gRPC). After the preface
 * come frames: u24 length, u8 type, u8 flags, u32 stream.
 *
 * <p>Most gRPC clients (Go, Java, JavaScript, C core and what builds on it) hold their first request back until the server
 * has sent its SETTINGS. Browsers, curl and other HTTP/2 clients do not. So a client that has sent its SETTINGS and
 * then nothing for the hold time is taken as gRPC.
 */
final class GrpcMatcher implements Matcher {
    private static final int PREFACE = 24;
    private static final int FRAME_HEADER = 9;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;

    @Override
    public Verdict look(ByteBuffer prefix) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        boolean open = false;
        int at = PREFACE;
        while (at + FRAME_HEADER <= prefix.limit() && at + length(prefix, at) <= prefix.limit()) {
            int type = Fields.u8(prefix, at + 3);
            if (type == HEADERS || (type == CONTINUATION && open)) {
                addFragment(block, prefix, at, type);
                open = true;
                if ((Fields.u8(prefix, at + 4) & END_HEADERS) != 0) {
                    return HeaderBlock.isGrpc(block.toByteArray()) ? Verdict.YES : Verdict.NO;
                }
            }
            at += length(prefix, at);
        }
        return Verdict.MORE;
    }

    /** Whether there is nothing after the SETTINGS but whole frames that are no request. */
    @Override
    public boolean isCompleteIfNothingFollows(ByteBuffer prefix) {
        int at = PREFACE;
        boolean settings = false;
        while (at + FRAME_HEADER <= prefix.limit()) {
            settings |= Fields.u8(prefix, at + 3) == SETTINGS;
            if (Fields.u8(prefix, at + 3) == HEADERS) {
                return false;
            }
            at += length(prefix, at);
        }
        return settings && at == prefix.limit();
    }

    private static int length(ByteBuffer prefix, int at) {
        return FRAME_HEADER + Fields.u24(prefix, at);
    }

    private static void addFragment(ByteArrayOutputStream block, ByteBuffer prefix, int at, int type) {
        int flags = type == HEADERS ? Fields.u8(prefix, at + 4) : 0;
        int start = at + FRAME_HEADER;
        int end = at + length(prefix, at);
        if ((flags & PADDED) != 0 && start < end) {
            end -= Fields.u8(prefix, start++);
        }
        start += (flags & PRIORITY) != 0 ? 5 : 0;
        for (int i = start; i < end; i++) {
            block.write(prefix.get(i));
        }
    }
}
