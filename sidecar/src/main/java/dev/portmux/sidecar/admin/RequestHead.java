package dev.portmux.sidecar.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses what is needed of an HTTP/1 request head (RFC 9112): method, path, and that there is no body. Bytes after the head
 * are ignored, since the connection ends with the answer.
 */
final class RequestHead {
    private static final int LONGEST_LINE = 2048;
    private static final int LONGEST = 8192;

    private ByteBuffer bytes = ByteBuffer.allocate(512);
    private int seen;
    private int lines;
    private String method = "";
    private String path = "";
    private String query = "";
    private Optional<Reply> refusal = Optional.empty();
    private boolean complete;

    /**
     * Reads the available bytes.
     *
     * @return false if the client has ended before the end of the head
     */
    boolean readFrom(ReadableByteChannel channel) throws IOException {
        if (channel.read(bytes) < 0) {
            return false;
        }
        look();
        if (complete) {
            bytes = ByteBuffer.allocate(0);
        } else if (!bytes.hasRemaining()) {
            bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
        }
        return true;
    }

    /** Looks at new bytes only, since a client may send one byte at a time. */
    private void look() {
        byte[] all = bytes.array();
        for (; seen < bytes.position() && !complete; seen++) {
            if (all[seen] != '\n') {
                continue;
            }
            if (lines == 0 && seen > LONGEST_LINE) {
                refuse(414, "the request line is too long");
                return;
            }
            lines++;
            if (seen >= 3 && all[seen - 1] == '\r' && all[seen - 2] == '\n' && all[seen - 3] == '\r') {
                parse(new String(all, 0, seen - 3, ISO_8859_1));
            }
        }
        if (!complete && lines == 0 && seen > LONGEST_LINE) {
            refuse(414, "the request line is too long");
        } else if (!complete && seen >= LONGEST) {
            refuse(431, "the header fields are too long");
        }
    }

    private void parse(String head) {
        complete = true;
        String[] fields = head.split("\r\n", -1);
        String[] first = fields[0].split(" ", -1);
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            refuse(400, "not a request of HTTP/1.1");
            return;
        }
        method = first[0];
        int mark = first[1].indexOf('?');
        path = mark < 0 ? first[1] : first[1].substring(0, mark);
        query = mark < 0 ? "" : first[1].substring(mark + 1);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            refuse(405, "use GET");
        }
        for (int i = 1; i < fields.length && refusal.isEmpty(); i++) {
            field(fields[i]);
        }
    }

    private void field(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            refuse(400, "a header field is \"name: value\"");
            return;
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "transfer-encoding" -> refuse(413, "a request here has no body");
            case "content-length" -> {
                if (!value.equals("0")) {
                    refuse(413, "a request here has no body");
                }
            }
            default -> {}
        }
    }

    private void refuse(int status, String why) {
        refusal = Optional.of(Reply.text(status, why));
        complete = true;
    }

    /** Whether the head is complete or refused. */
    boolean isComplete() {
        return complete;
    }

    /** The error reply, if the request is refused. */
    Optional<Reply> refusal() {
        return refusal;
    }

    /** The path without the query. */
    String path() {
        return path;
    }

    /** What follows the question mark of the target, encoded; empty without one. */
    String query() {
        return query;
    }

    boolean wantsBody() {
        return !method.equals("HEAD");
    }
}
