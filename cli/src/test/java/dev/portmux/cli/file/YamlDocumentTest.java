package dev.portmux.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.cli.output.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "kind, 1",
        "spec.port, 3",
        "spec.routes[0].name, 5",
        "spec.routes[0].match.payload[1].hex, 8",
        "spec.routes[0].backendRef.name, 5",
        "spec.routes[7].name, 4",
        "spec.nothing, 2",
    })
    void theLineOfAFieldOrOfWhatWouldHoldIt(String field, int line) throws IOException {
        var file = write("""
                kind: PortMux
                spec:
                  port: 1
                  routes:
                    - name: web
                      match:
                        payload: [{offset: 0},
                                  {hex: ["00"]}]
                """);

        assertThat(YamlDocument.read(file).getFirst().place(field)).isEqualTo(file + ":" + line);
    }

    @Test
    void severalDocumentsAreReadAndEmptyOnesLeftOut() throws IOException {
        var documents = YamlDocument.read(write("---\nkind: A\n---\n# nothing\n---\nkind: B\n"));

        assertThat(documents)
                .extracting(document -> document.json().path("kind").asText())
                .containsExactly("A", "B");
        assertThat(documents.getLast().place("kind")).endsWith(":6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: [1'           | :1: not valid YAML",
                "'a: 1\nb: 2\na: 3'| :3: not valid YAML: found duplicate key a",
                "'a: !!java.io.File x'| :1: not valid YAML",
            })
    void whatIsNoYamlIsNamedWithItsLine(String text, String expected) throws IOException {
        var file = write(text);

        assertThatThrownBy(() -> YamlDocument.read(file))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var file = directory.resolve("none.yaml");

        assertThatThrownBy(() -> YamlDocument.read(file)).hasMessage(file + ": no such file");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("test.yaml"), text);
    }
}
