package dev.portmux.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.output.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Each configuration below {@code imports} with what is expected of it beside it: {@code NAME.yaml}, {@code NAME.txt}.
 * Those for HAProxy were tried with {@code haproxy -c} of 2.6 (the article's with its dashes repaired), those for nginx with
 * {@code nginx -t} of 1.22.
 */
class ImportCommandTest {
    private static final Path INPUTS = Path.of("src/test/resources/imports");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> configurations() throws IOException {
        try (Stream<Path> files = Files.list(INPUTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cfg") || name.endsWith(".conf"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void writesTheSameRoutesAndSaysWhatIsWrong(String name) {
        int exit = run(INPUTS.resolve(name));

        assertThat(out.toString()).isEqualTo(read(name, ".yaml"));
        assertThat(err.toString()).isEqualTo(read(name, ".txt"));
        assertThat(exit).isEqualTo(err.toString().contains(" 0 not understood") ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void writesWhatTheDefinitionAllows(String name) {
        Path file = INPUTS.resolve(name.replaceAll("\\.[a-z]+$", ".yaml"));

        assertThat(PortMuxFile.readAll(file))
                .allSatisfy(each -> assertThat(each.problems()).isEmpty());
    }

    @Test
    void refusesWhatIsNoSuchConfiguration(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "buy milk\n");

        assertThat(failure(file))
                .isEqualTo(file + ": neither HAProxy (frontend, listen) nor nginx (stream { }) sections in it");
    }

    @Test
    void saysThatAFileIsMissing(@TempDir Path folder) {
        Path file = folder.resolve("none.cfg");

        assertThat(failure(file)).isEqualTo(file + ": no such file");
    }

    private int run(Path file) {
        return command().execute(file.toString());
    }

    private String failure(Path file) {
        StringBuilder message = new StringBuilder();
        command()
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    assertThat(error).isInstanceOf(CommandException.class);
                    message.append(error.getMessage());
                    return 2;
                })
                .execute(file.toString());
        return message.toString();
    }

    private CommandLine command() {
        return new CommandLine(new ImportCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    private static String read(String name, String suffix) {
        try {
            return Files.readString(INPUTS.resolve(name.replaceAll("\\.[a-z]+$", suffix)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
