package dev.portmux.cli.capture;

import dev.portmux.cli.output.CommandException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads capture files, pcap or pcapng by their first four bytes. */
public final class CaptureFile {
    private static final int LONGEST_BLOCK = 16 << 20;

    private final InputStream in;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    private CaptureFile(InputStream in) {
        this.in = in;
    }

    /**
     * Hands over every frame in the order of the file. A file that ends within a frame, because the capture was cut off, ends
     * before that frame.
     *
     * @throws CommandException if it cannot be read or is no capture
     */
    public static void read(Path file, Consumer<Frame> frames) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            read(file, in, frames);
        } catch (NoSuchFileException e) {
            throw new CommandException(file + ": no such file", e);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Does the same with what a stream holds.
     *
     * @param file that it is from, for messages
     */
    public static void read(Path file, InputStream in, Consumer<Frame> frames) throws IOException {
        var capture = new CaptureFile(in);
        try {
            ByteBuffer magic = capture.take(4);
            if (magic.getInt(0) == PcapngReader.SECTION_HEADER) {
                new PcapngReader(capture, frames).read();
            } else if (PcapReader.isMagic(magic)) {
                new PcapReader(capture, frames).read(magic);
            } else {
                throw new CommandException(file + ": not a capture (expected: pcap or pcapng)");
            }
        } catch (EOFException e) {
            // The end of the file, or of what was written of it.
        } catch (InvalidCaptureException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
    }

    /** Sets the byte order of what follows. */
    void order(ByteOrder order) {
        this.order = order;
    }

    /**
     * The next bytes.
     *
     * @throws EOFException if there are fewer
     */
    ByteBuffer take(long count) throws IOException {
        if (count < 0 || count > LONGEST_BLOCK) {
            throw new InvalidCaptureException("damaged: a block of " + count + " bytes");
        }
        byte[] bytes = in.readNBytes((int) count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes).order(order);
    }

    /** A capture that contradicts its format. */
    static final class InvalidCaptureException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        InvalidCaptureException(String message) {
            super(message);
        }
    }

    /**
     * One captured frame.
     *
     * @param nanos    since the epoch
     * @param linkType a number of the tcpdump group's list of link-layer header types
     * @param data     what was captured of it, from position 0; big-endian
     */
    public record Frame(long nanos, int linkType, ByteBuffer data) {}
}
