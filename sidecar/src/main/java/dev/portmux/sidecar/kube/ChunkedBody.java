package dev.portmux.sidecar.kube;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;

/** A chunked body (RFC 9112, 7.1). Bytes are returned as soon as they arrive, since the body of a watch lasts for minutes. */
final class ChunkedBody extends InputStream {
    private static final int LONGEST_SIZE_LINE = 256;
    private static final Pattern SIZE = Pattern.compile("[0-9a-fA-F]{1,7}");

    private final InputStream in;
    private int left;
    private boolean begun;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (left == 0 && length > 0) {
            nextChunk();
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int count = in.read(bytes, offset, Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection ended in the middle of a chunk");
        }
        left -= count;
        return count;
    }

    /** Reads the end of the previous chunk only now, so that the chunk itself did not wait for it. */
    private void nextChunk() throws IOException {
        if (ended) {
            return;
        }
        if (begun) {
            String end = HttpAnswer.line(in, LONGEST_SIZE_LINE);
            if (!end.isEmpty()) {
                throw HttpAnswer.unexpected("after a chunk came", end, "the end of the line");
            }
        }
        begun = true;
        String line = HttpAnswer.line(in, LONGEST_SIZE_LINE);
        int extension = line.indexOf(';');
        String size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!SIZE.matcher(size).matches()) {
            throw HttpAnswer.unexpected("the size of a chunk is", size, "1 to 7 hex digits");
        }
        left = Integer.parseInt(size, 16);
        ended = left == 0;
    }
}
