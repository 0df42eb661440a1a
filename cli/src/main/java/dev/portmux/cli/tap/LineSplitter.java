package dev.portmux.cli.tap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Puts lines together from pieces of a stream. A line that is too long ends the stream: a tap has none. */
public final class LineSplitter {
    private static final int LONGEST = 16 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param lines gets each line without its end */
    public LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes the next piece.
     *
     * @throws IllegalStateException if a line is too long
     */
    public void add(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            byte next = piece.get();
            if (next == '\n') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() == LONGEST) {
                throw new IllegalStateException("a line of more than " + LONGEST + " bytes (is this a sidecar?)");
            } else {
                line.write(next);
            }
        }
    }
}
