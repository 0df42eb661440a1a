package dev.portmux.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The captures are of real clients, made with tshark and tcpdump; see {@code captures/README.md}. */
class LearnCommandTest {
    private static final Path CAPTURES = Path.of("src/test/resources/captures");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void proposesASignatureForAnUnknownProtocol() {
        assertThat(run("game.pcapng")).isZero();
        assertThat(out).hasToString("""
                12 connections to 127.0.0.1:43211, the client speaks first after 0.1 ms (median)
                catalogue: nothing matches
                always the same: bytes 0-3 fe ed 00 01, byte 4 in {01, 02}, byte 6 in {01, 02}
                shortest signature distinct from the catalogue:  2 bytes, fe ed
                  - name: game
                    match: {payload: [{offset: 0, hex: ["feed0001"]}]}   # 4 bytes: 2 more than needed, to be safe
                    backendRef: {name: game, port: 43211}
                """);
    }

    @Test
    void keepsTheSignatureApartFromGivenRoutes() {
        String routes = CAPTURES.resolve("edge.yaml").toString();

        assertThat(run("game.pcapng", "-f", routes)).isZero();
        assertThat(out.toString())
                .contains("edge.yaml: nothing matches")
                .contains(
                        "shortest signature distinct from the catalogue and the routes of edge.yaml:  3 bytes, fe ed 00");
    }

    @Test
    void namesTheProtocolThatItKnows() {
        assertThat(run("redis.pcap")).isZero();
        assertThat(out).hasToString("""
                16 connections to [::1]:56301, the client speaks first after 0.1 ms (median)
                catalogue: redis
                  - name: redis
                    match: {protocol: redis}
                    backendRef: {name: redis, port: 56301}
                """);
    }

    @Test
    void seesThatTheServerSpeaksFirst() {
        assertThat(run("smtp.pcap")).isZero();
        assertThat(out.toString())
                .startsWith("6 connections to 127.0.0.1:46367, the server speaks first after 1.2 ms (median)\n")
                .contains("its greeting begins 32 32 30 20 6c 6f 63 61 6c 68 6f 73 74 20 50 79  \"220 localhost Py\"\n")
                .contains("match: {protocol: smtp}");
    }

    @Test
    void readsSeveralCapturesTogether() {
        assertThat(run("game.pcapng", CAPTURES.resolve("redis.pcap").toString()))
                .isZero();
        assertThat(out.toString()).contains("- name: game-43211", "- name: game-56301");
    }

    @Test
    void saysThatThereIsNothingToLearnFrom() {
        assertThat(run("game.pcapng", "--port", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("no connection was captured from its beginning");
    }

    private int run(String capture, String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = CAPTURES.resolve(capture).toString();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return new CommandLine(new LearnCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
