package dev.portmux.detection.parse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the head of an HTTP/1 request piece by piece, as far as it has arrived. */
public final class HttpHead {
    private final ByteBuffer bytes;
    private int next;
    private boolean complete = true;

    public HttpHead(ByteBuffer bytes) {
        this.bytes = bytes;
        while (next < bytes.limit() && (bytes.get(next) == '\r' || bytes.get(next) == '\n')) {
            next++;
        }
    }

    /** Whether everything that was asked for had arrived. */
    public boolean complete() {
        return complete;
    }

    /** Up to the next space, which is taken too; also up to the end of the line, which is not. */
    public String word() {
        int end = next;
        while (end < bytes.limit() && bytes.get(end) != ' ' && bytes.get(end) != '\n') {
            end++;
        }
        String word = text(end);
        next = end < bytes.limit() && bytes.get(end) == ' ' ? end + 1 : end;
        return word;
    }

    /** The rest of the line, without its end. */
    public String line() {
        int end = next;
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        String line = text(end);
        next = end + 1;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private String text(int end) {
        complete &= end < bytes.limit();
        byte[] text = new byte[Math.max(end - next, 0)];
        bytes.get(Math.min(next, bytes.limit()), text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
