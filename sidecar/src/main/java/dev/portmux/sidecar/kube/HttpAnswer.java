package dev.portmux.sidecar.kube;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 response. The request says {@code Connection: close}, so the body is chunked or ends with the connection, and no
 * other header matters (RFC 9112, 6.3).
 */
record HttpAnswer(int status, InputStream body) {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_SHOWN = 40;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");

    /** Reads the head; the body is what follows. */
    static HttpAnswer read(InputStream in) throws IOException {
        String first = line(in, LONGEST_HEAD);
        Matcher status = STATUS.matcher(first);
        if (!status.matches()) {
            throw unexpected("the answer began with", first, "HTTP/1.1 and a status");
        }
        int room = LONGEST_HEAD - first.length();
        boolean chunked = false;
        for (String line = line(in, room); !line.isEmpty(); line = line(in, room)) {
            room -= line.length();
            chunked |= isChunked(line);
        }
        return new HttpAnswer(Integer.parseInt(status.group(1)), chunked ? new ChunkedBody(in) : in);
    }

    private static boolean isChunked(String line) throws IOException {
        int colon = line.indexOf(':');
        if (!line.substring(0, Math.max(colon, 0)).equalsIgnoreCase("Transfer-Encoding")) {
            return false;
        }
        String coding = line.substring(colon + 1).strip();
        if (!coding.equalsIgnoreCase("chunked")) {
            throw unexpected("Transfer-Encoding is", coding, "chunked");
        }
        return true;
    }

    /** A line without its end. */
    static String line(InputStream in, int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            if (line.length() >= longest) {
                throw unexpected("a line began with", line.toString(), "at most " + longest + " bytes");
            }
            line.append((char) next);
        }
        int length = line.length();
        return line.substring(0, length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
    }

    static IOException unexpected(String what, String value, String expected) {
        String shown = value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "...";
        return new IOException(what + " \"" + shown.replaceAll("[^ -~]", "?") + "\" (expected: " + expected + ")");
    }
}
