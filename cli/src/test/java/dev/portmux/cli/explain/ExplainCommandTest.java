package dev.portmux.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    private static final String EDGE = Path.of("..", "examples", "edge.yaml").toString();

    @TempDir
    private Path directory;

    @Test
    void withoutRoutesItSaysWhatTheBytesAre() {
        var explain = Command.run("explain", "--text", "GET / HTTP/1.1\\r\\n");

        assertThat(explain.exitCode()).isZero();
        assertThat(explain.out()).isEqualTo("looks like: http (YES after 5 bytes)\n");
    }

    @Test
    void withRoutesItSaysAtEachByteWhatFellAndWhy() {
        var explain = Command.run("explain", "-f", EDGE, "--text", "OPTIONS * RTSP/1.0\\r\\n");

        assertThat(explain.out())
                .containsPattern("  11  - +web NO +\\(byte 10 is 52 \\(R\\), expected 48 \\(H\\)\\)\n")
                .contains("decision: close after 11 bytes: no route takes these bytes, and there is no catch-all\n")
                .endsWith("looks like: rtsp (YES after 15 bytes)\n");
    }

    @Test
    void hexAndTextAreTheSameBytes() {
        assertThat(Command.run("explain", "-f", EDGE, "--hex", "5353482d").out())
                .isEqualTo(
                        Command.run("explain", "-f", EDGE, "--text", "S\\x53H-").out())
                .contains("decision: route git after 4 bytes: git says YES, and every route before it NO\n");
    }

    @Test
    void explainsEachConnectionOfACapture() {
        var capture = Path.of("src/test/resources/captures/redis.pcap").toString();

        var lines = Command.run("explain", "-f", EDGE, "--capture", capture, "-o", "json")
                .out()
                .lines()
                .toList();

        assertThat(lines)
                .hasSize(16)
                .allSatisfy(line -> assertThat(line)
                        .contains(" > [::1]:56301\"", "{\"name\":\"redis\",\"verdict\":\"YES\"", "\"decision\":"));
    }

    @Test
    void aClientThatWaitsForTheServerHasSentNothing() {
        var capture = Path.of("src/test/resources/captures/smtp.pcap").toString();

        var explain = Command.run("explain", "-f", EDGE, "--capture", capture, "-o", "json");

        assertThat(explain.out()).contains("\"decision\":\"wait\",\"route\":null,\"bytes\":0");
    }

    @Test
    void aLineOfJsonForEachLineOfJson() throws IOException {
        var samples = Files.writeString(directory.resolve("samples.jsonl"), """
                {"id": "cut", "chunks": ["474554", "202f20485454502f312e310d0a"], "end": "open"}

                {"id": "more", "chunks": ["47"]}
                {"id": "short", "chunks": ["5353"], "end": "eof"}
                """);

        var lines = Command.run("explain", "-f", EDGE, "--jsonl", samples.toString())
                .out()
                .lines()
                .toList();

        assertThat(lines)
                .first()
                .isEqualTo("{\"id\":\"cut\",\"protocols\":[{\"name\":\"http\",\"verdict\":\"YES\",\"bytes\":5}],"
                        + "\"decision\":\"route\",\"route\":\"web\",\"bytes\":5,"
                        + "\"reason\":\"web says YES, and every route before it NO\"}");
        var json = new ObjectMapper();
        assertThat(json.readTree(lines.get(1)).path("decision").asText()).isEqualTo("wait");
        assertThat(json.readTree(lines.get(2)).path("decision").asText()).isEqualTo("close");
        assertThat(lines).hasSize(3);
    }

    @Test
    void withoutRoutesThereIsNoDecisionInJson() throws IOException {
        var json = new ObjectMapper()
                .readTree(Command.run("explain", "--hex", "5353482d", "-o", "json")
                        .out());

        assertThat(json.at("/protocols/0/name").asText()).isEqualTo("ssh");
        assertThat(json.path("decision").isNull()).isTrue();
        assertThat(json.path("route").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "not json                        | :2: not a JSON object",
                "{\"id\": \"x\"}                 | :2: chunks: missing (expected: an array of hex strings)",
                "{\"chunks\": [\"zz\"]}          | :2: \"zz\" (expected: hex digits)",
                "{\"chunks\": [], \"end\": \"x\"}| :2: end: \"x\" (expected: open or eof)",
            })
    void aLineThatIsNotOneIsNamed(String line, String expected) throws IOException {
        var samples = Files.writeString(directory.resolve("samples.jsonl"), "{\"chunks\": []}\n" + line + "\n");

        var explain = Command.run("explain", "--jsonl", samples.toString());

        assertThat(explain.exitCode()).isEqualTo(2);
        assertThat(explain.err()).startsWith("portmux: " + samples + expected);
    }

    @ParameterizedTest
    @CsvSource({"--hex,123", "--text,a\\qb", "--jsonl,nowhere.jsonl"})
    void badInputIsSaidInOneSentence(String option, String value) {
        var explain = Command.run("explain", option, value);

        assertThat(explain.exitCode()).isEqualTo(2);
        assertThat(explain.err().lines()).singleElement().asString().startsWith("portmux: ");
    }
}
