package dev.portmux.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.cli.output.CommandException;
import dev.portmux.planning.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortMuxFileTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"minimal.yaml", "article.yaml", "article-bytes.yaml", "edge.yaml", "every-match.yaml"})
    void theSchemaAllowsEveryExample(String example) {
        var file = PortMuxFile.readOne(EXAMPLES.resolve(example));

        assertThat(file.resource().getSpec().routes()).isNotEmpty();
    }

    @Test
    void whatTheSchemaRefusesIsSaidFieldByField() throws IOException {
        var file = write("""
                apiVersion: portmux.dev/v1alpha1
                kind: PortMux
                metadata: {name: bad}
                spec:
                  port: 70000
                  rouets: []
                  routes:
                    - name: Web
                      match: {payload: [{offset: 0, hex: ["2a3", 535348]}]}
                  service: {type: Foo}
                """);

        var read = PortMuxFile.readAll(file).getFirst();

        assertThat(read.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "spec.port: 70000 (expected: at most 65535)",
                        "spec.rouets: unknown field",
                        "spec.routes[0].name: \"Web\" (expected: lower-case letters, digits and '-',"
                                + " beginning and ending with no '-')",
                        "spec.routes[0].match.payload[0].hex[0]: \"2a3\" (expected: an even number of hex digits)",
                        "spec.routes[0].match.payload[0].hex[1]: 535348 (expected: string)",
                        "spec.service.type: \"Foo\" (expected: one of [\"ClusterIP\",\"NodePort\",\"LoadBalancer\"])");
        assertThatThrownBy(() -> PortMuxFile.readOne(file)).hasMessageStartingWith(file + ":");
    }

    @Test
    void servicesBesideItAreRead() throws IOException {
        var file = write("""
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {ports: [{port: 80}]}
                ---
                """ + Files.readString(EXAMPLES.resolve("minimal.yaml")));

        assertThat(PortMuxFile.readOne(file).services())
                .singleElement()
                .satisfies(
                        service -> assertThat(service.getMetadata().getName()).isEqualTo("web"));
    }

    @Test
    void aFileWithoutPortMuxIsBadInput() throws IOException {
        var file = write("kind: Service\n");

        assertThatThrownBy(() -> PortMuxFile.readAll(file))
                .isInstanceOf(CommandException.class)
                .hasMessage(file + ": no PortMux in it (expected: kind: PortMux)");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("test.yaml"), text);
    }
}
