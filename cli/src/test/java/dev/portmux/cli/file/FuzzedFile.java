package dev.portmux.cli.file;

import dev.portmux.cli.output.CommandException;
import java.nio.file.Path;
import java.util.List;

/** Reads a text as a file with PortMuxes and makes all of what the commands make of it. */
public final class FuzzedFile {
    private static final Path NAME = Path.of("fuzzed.yaml");

    private FuzzedFile() {}

    /** Empty if the text is refused, which is fine as long as it is a sentence with the name of the file. */
    public static List<PortMuxFile> read(String text) {
        try {
            var files = PortMuxFile.parse(NAME, text);
            files.stream().filter(file -> file.problems().isEmpty()).forEach(PortMuxFile::table);
            return files;
        } catch (CommandException refused) {
            if (!String.valueOf(refused.getMessage()).startsWith(NAME.toString())) {
                throw new AssertionError("no file is named", refused);
            }
            return List.of();
        }
    }
}
