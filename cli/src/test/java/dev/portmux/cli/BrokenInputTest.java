package dev.portmux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in a file, a command ends with one sentence that names the place. */
class BrokenInputTest {
    private static final String MINIMAL = """

            ---
            apiVersion: portmux.dev/v1alpha1
            kind: PortMux
            metadata: {name: edge}
            spec: {port: 80, routes: [{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}]}
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'kind: Service\nmetadata: {name: web}'              | :1: Service: spec: missing (expected: object)",
                "'kind: Service\nmetadata: {name: web}\nspec: 5'     | :3: Service: spec: 5 (expected: object)",
                "'kind: Service\nspec:\n  ports: [80]'               | :3: Service: spec.ports: 80 (expected: objects)",
                "'kind: Service\nmetadata: {labels: 5}\nspec: {}'    | :2: Service: metadata.labels: ",
                "'a: 1\nb: &x [*x]'                                  | :2: not valid YAML: an anchor contains an alias of itself",
                "'a: 1\nb: &x {c: {d: *x}}'                          | :2: not valid YAML: an anchor contains an alias of itself",
                "'a: !!int \"\"'                                     | :1: not valid YAML: found empty value",
                "'? null\n: 1'                                       | : not valid YAML: ",
                "'a: !!set [1]'                                      | : not valid YAML: ",
            })
    void aYamlFile(String text, String expected) throws IOException {
        var file = write(text + MINIMAL);

        var check = Command.run("check", "-f", file.toString());

        assertThat(check.err() + check.out()).contains(file + expected);
        assertThat(check.exitCode()).isIn(1, 2);
        assertThat(check.err().lines().count()).isLessThanOrEqualTo(1);
    }

    @Test
    void metadataThatIsNone() throws IOException {
        var file = write(MINIMAL.replace("{name: edge}", "{name: edge, labels: 5}"));

        var check = Command.run("check", "-f", file.toString());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).startsWith("portmux: " + file + ":5: PortMux: metadata.labels: ");
        assertThat(check.err().lines()).hasSize(1);
    }

    @Test
    void aliasesThatExpandToBillions() throws IOException {
        var text = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        // Fewer aliases than the library allows.
        var file = write(text.substring(0, text.indexOf("a24:")));

        var check = Command.run("check", "-f", file.toString());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err())
                .isEqualTo("portmux: " + file + ":1: not valid YAML: its aliases expand to more than 1048576 values\n");
    }

    @Test
    void aFileThatIsTooLarge() throws IOException {
        var file = write("# " + "x".repeat(10_000_000));

        var check = Command.run("check", "-f", file.toString());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).isEqualTo("portmux: " + file + ": too large (expected: at most 3145728 bytes)\n");
    }

    @Test
    void aPcapngWithAnEmptySimplePacketBlock() throws IOException {
        var bytes = HexFormat.of()
                .parseHex("0a0d0d0a" + "0000001c" + "1a2b3c4d" + "00010000" + "ffffffffffffffff" + "0000001c"
                        + "00000001" + "00000014" + "0001000000000000" + "00000014"
                        + "00000003" + "0000000c" + "0000000c");
        var file = Files.write(directory.resolve("empty.pcapng"), bytes);

        var learn = Command.run("learn", file.toString());

        assertThat(learn.exitCode()).isEqualTo(2);
        assertThat(learn.err()).isEqualTo("portmux: " + file + ": damaged: a block of 0 bytes\n");
    }

    @Test
    void samplesThatAreNotText() throws IOException {
        var file = Files.write(directory.resolve("samples.jsonl"), new byte[] {(byte) 0xff, '\n'});

        var explain = Command.run("explain", "--jsonl", file.toString());

        assertThat(explain.exitCode()).isEqualTo(2);
        assertThat(explain.err().lines()).singleElement().asString().contains("cannot be read as UTF-8 text");
    }

    @Test
    void blocksWithoutEnd() throws IOException {
        var file = write("stream {\n".repeat(100_000));

        var imported = Command.run("import", file.toString());

        assertThat(imported.exitCode()).isEqualTo(2);
        assertThat(imported.err()).isEqualTo("portmux: " + file + ":101: blocks are nested deeper than 100\n");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("broken"), text);
    }
}
