package dev.portmux.cli.capture;

import dev.portmux.cli.output.BadInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
     * Hands over every frame in the order of the file. A file that ends within a frame, as that of a capture that was cut off,
     * ends before it.
     *
     * @throws BadInputException if it cannot be read or is no capture
     */
    public static void read(Path file, Consumer<Frame> frames) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            new CaptureFile(in).frames(file, frames);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void frames(Path file, Consumer<Frame> frames) throws IOException {
        try {
            ByteBuffer magic = take(4);
            if (magic.getInt(0) == PcapngReader.SECTION_HEADER) {
                new PcapngReader(this, frames).read();
            } else if (PcapReader.isMagic(magic)) {
                new PcapReader(this, frames).read(magic);
            } else {
                throw new BadInputException(file + ": not a capture (expected: pcap or pcapng)");
            }
        } catch (EOFException e) {
            // The end of the file, or of what was written of it.
        } catch (InvalidCaptureException e) {
            throw new BadInputException(file + ": " + e.getMessage(), e);
        }
    }

    /** What follows is in this byte order. */
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
}
