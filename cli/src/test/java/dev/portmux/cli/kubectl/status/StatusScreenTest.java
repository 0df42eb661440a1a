package dev.portmux.cli.kubectl.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The screens that are in the folders of the scenarios, as {@code screen.txt} and {@code status.json}. */
class StatusScreenTest {
    private static final Instant NOW = Instant.parse("2026-01-04T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"edge", "refused", "kept", "blind", "weighted"})
    void aScreenShowsIt(String name) throws IOException {
        var scenario = Scenario.named(name);
        var screen = new StringWriter();

        new StatusText(new PrintWriter(screen), NOW).print(scenario.report());

        assertThat(screen).hasToString(Files.readString(scenario.folder().resolve("screen.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge", "refused", "kept", "blind", "weighted"})
    void programsReadIt(String name) throws IOException {
        var scenario = Scenario.named(name);

        assertThat(StatusJson.of(scenario.report()).toPrettyString() + "\n")
                .isEqualTo(Files.readString(scenario.folder().resolve("status.json")));
    }

    @Test
    void manyAreOneALine() throws IOException {
        var screen = new StringWriter();

        new OverviewText(new PrintWriter(screen))
                .print(List.of(
                        Scenario.named("edge").report(),
                        Scenario.named("refused").report(),
                        Scenario.named("blind").report()));

        assertThat(screen.toString().lines())
                .containsExactly(
                        "NAMESPACE   NAME     READY   PORT   ADDRESS        REPLICAS   NOW    TOTAL   REASON",
                        "shop        edge     True     443   203.0.113.10   1/3        125   45,710   replicas lag",
                        "shop        broken   False     80   -              0/0          -        -   RouteUnreachable",
                        "shop        blind    True     443   203.0.113.10   ?/1          -        -",
                        "unknown: tables and connections of the replicas: you may not get pods/proxy in namespace shop;"
                                + " ask for that right");
    }

    @Test
    void itIsGoodOnlyIfEveryReadyReplicaServesTheTable() throws IOException {
        assertThat(Scenario.named("edge").report().ready()).isTrue();
        assertThat(Scenario.named("edge").report().good()).isFalse();
        assertThat(Scenario.named("refused").report().good()).isFalse();
        assertThat(Scenario.named("blind").report().good()).isTrue();
    }
}
