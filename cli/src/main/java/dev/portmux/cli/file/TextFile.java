package dev.portmux.cli.file;

import dev.portmux.cli.output.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of which no more than a bound is ever in memory. */
public final class TextFile {
    private TextFile() {}

    /**
     * Reads a text file.
     *
     * @param largest in bytes
     * @throws CommandException if it is not there, cannot be read, is larger or is no UTF-8
     */
    public static String read(Path file, int largest) {
        try {
            var bytes = bytes(file, largest);
            if (bytes.length > largest) {
                throw new CommandException(file + ": too large (expected: at most " + largest + " bytes)");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new CommandException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new CommandException(file + ": not a text file in UTF-8", e);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The content, or of a larger file the first bytes and one more than the bound. */
    static byte[] bytes(Path file, int largest) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(largest + 1);
        }
    }
}
