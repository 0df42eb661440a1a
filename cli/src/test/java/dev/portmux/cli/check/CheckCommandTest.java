package dev.portmux.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    private static final String BYTES = example("article-bytes.yaml");

    @TempDir
    private Path directory;

    @Test
    void theArticlesOwnTableNeverReachesItsSshRoute() {
        var check = Command.run("check", "-f", BYTES);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err()).isEmpty();
        assertThat(check.out().lines())
                .containsExactly(
                        BYTES + ": PortMux default/article-bytes, port 3000, 4 routes",
                        "ERROR  route \"ssh\" can never be chosen: \"redis\", before it, accepts everything it accepts   "
                                + BYTES + ":19",
                        "       example  535348  \"SSH\"  -> redis",
                        "       fix: \"redis\" has bytes that redis never begins with (it begins with hex 2a, \"*\");"
                                + " use match: {protocol: redis}",
                        "ok     http: proven apart from every other route",
                        "1 error, 0 warnings");
    }

    @Test
    void theSameForPrograms() throws IOException {
        var check = Command.run("check", "-f", BYTES, "-o", "json");

        assertThat(check.exitCode()).isEqualTo(1);
        var resource = new ObjectMapper().readTree(check.out()).at("/resources/0");
        assertThat(resource.path("errors").asInt()).isEqualTo(1);
        var finding = resource.at("/findings/0");
        assertThat(finding.path("severity").asText()).isEqualTo("ERROR");
        assertThat(finding.path("kind").asText()).isEqualTo("unreachable");
        assertThat(finding.path("route").asText()).isEqualTo("ssh");
        assertThat(finding.at("/others/0").asText()).isEqualTo("redis");
        assertThat(finding.path("hex").asText()).isEqualTo("535348");
        assertThat(finding.path("place").asText()).isEqualTo(BYTES + ":19");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"article.yaml", "behind-load-balancer.yaml", "edge.yaml", "every-match.yaml", "minimal.yaml"})
    void nothingIsSaidAgainstGoodFiles(String name) {
        var check = Command.run("check", "-f", example(name));

        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).endsWith("0 errors, 0 warnings\n");
    }

    @Test
    void warningsAreANoToo() throws IOException {
        var file = edit("minimal.yaml", "{protocol: http}", "{payload: [{offset: 100, hex: [\"00\"]}]}");

        var check = Command.run("check", "-f", file);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("WARN   ").endsWith("0 errors, 1 warning\n");
    }

    @Test
    void anAcknowledgedOverlapIsANoteAndNoWarning() throws IOException {
        var file = edit(
                "minimal.yaml",
                "match: {protocol: http}",
                "match: {payload: [{offset: 100, hex: [\"00\"]}]}\n      acknowledgedOverlaps: [git]");

        var check = Command.run("check", "-f", file);

        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains("NOTE   ", " (acknowledged)").endsWith("0 errors, 0 warnings\n");
    }

    @Test
    void anAcknowledgementOfNoRouteIsAnErrorWithItsLine() throws IOException {
        var file = edit("minimal.yaml", "port: ssh}", "port: ssh}\n      acknowledgedOverlaps: [wbe]");

        var check = Command.run("check", "-f", file);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains(
                        "ERROR  spec.routes[1].acknowledgedOverlaps[0]: \"wbe\" (expected: the name of another route)   "
                                + file + ":15");
    }

    @Test
    void aReferenceIsJudgedByTheServicesOfTheFile() throws IOException {
        var file = edit("minimal.yaml", "port: ssh}", """
                port: ssh}
                ---
                kind: Service
                metadata: {name: gitea}
                spec: {ports: [{name: web, port: 3000}]}
                """);

        var check = Command.run("check", "-f", file);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("ERROR  spec.routes[1].backendRef: Service gitea has no port ssh (it has: web 3000)   " + file
                        + ":14");
    }

    @Test
    void whatTheOperatorRefusesIsAnErrorWithItsLine() throws IOException {
        var file = edit("minimal.yaml", "{protocol: ssh}", "{protocol: shh}");

        var check = Command.run("check", "-f", file);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("ERROR  spec.routes[1].match.protocol: \"shh\"", file + ":13");
    }

    @Test
    void aFileThatIsNotThereIsBadInput() {
        var check = Command.run("check", "-f", "nowhere.yaml");

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).isEqualTo("portmux: nowhere.yaml: no such file\n");
    }

    private String edit(String example, String text, String replacement) throws IOException {
        var before = Files.readString(Path.of(example(example)));
        assertThat(before).contains(text);
        return Files.writeString(directory.resolve("test.yaml"), before.replace(text, replacement))
                .toString();
    }

    private static String example(String name) {
        return Path.of("..", "examples", name).toString();
    }
}
