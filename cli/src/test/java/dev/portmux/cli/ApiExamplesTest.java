package dev.portmux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code check} judges the examples of the API as an API server does. The first lines of an invalid one are what each says:
 * {@code # server:} and {@code # check:}. The end-to-end tests hold the server to the same files.
 */
class ApiExamplesTest {
    private static final Path EXAMPLES = Path.of("../crds/src/test/resources/api");

    @ParameterizedTest
    @MethodSource
    void valid(Path file) throws IOException {
        assertThat(errors(file)).isEmpty();
    }

    static Stream<Path> valid() throws IOException {
        return files("valid");
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Path file) throws IOException {
        var expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("# check: "))
                .map(line -> line.substring("# check: ".length()))
                .toList();

        assertThat(errors(file)).containsExactlyInAnyOrderElementsOf(expected);
    }

    static Stream<Path> invalid() throws IOException {
        return files("invalid");
    }

    /** What is wrong is shown beside how it is right. */
    @Test
    void bothHaveTheSameNames() throws IOException {
        assertThat(files("invalid").map(Path::getFileName))
                .containsExactlyElementsOf(files("valid").map(Path::getFileName).toList());
    }

    private static List<String> errors(Path file) throws IOException {
        var check = Command.run("check", "-f", file.toString(), "-o", "json");
        assertThat(check.err()).isEmpty();
        var findings = new ObjectMapper().readTree(check.out()).at("/resources/0/findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("severity").asText().equals("ERROR"))
                .map(finding -> finding.path("message").asText())
                .toList();
    }

    private static Stream<Path> files(String kind) throws IOException {
        try (var files = Files.list(EXAMPLES.resolve(kind))) {
            return files.sorted().toList().stream();
        }
    }
}
