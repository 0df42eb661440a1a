package dev.portmux.cli.kubectl.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditionsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
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
    @ValueSource(strings = {"edge", "refused", "kept", "blind", "weighted", "stuck"})
    void aScreenShowsIt(String name) throws IOException {
        var scenario = Scenario.named(name);
        var screen = new StringWriter();

        new StatusText(new PrintWriter(screen), NOW).print(scenario.report());

        assertThat(screen).hasToString(Files.readString(scenario.folder().resolve("screen.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge", "refused", "kept", "blind", "weighted", "stuck"})
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
                        Scenario.named("blind").report(),
                        Scenario.named("stuck").report()));

        assertThat(screen.toString().lines())
                .containsExactly(
                        "NAMESPACE   NAME     READY   PORT   ADDRESS        REPLICAS   NOW    TOTAL   REASON",
                        "shop        edge     True     443   203.0.113.10   1/4        125   45,710   no ready endpoints",
                        "shop        broken   False     80   -              0/1          -        -   RouteUnreachable",
                        "shop        blind    True     443   203.0.113.10   ?/1          -        -",
                        "shop        stuck    False    443   203.0.113.10   1/2          0        0   ErrImagePull",
                        "unknown: tables and connections of the replicas: you may not get pods/proxy in namespace shop;"
                                + " ask for that right");
    }

    @Test
    void itIsGoodOnlyIfNothingIsMissing() throws IOException {
        assertThat(Scenario.named("edge").report().ready()).isTrue();
        assertThat(Scenario.named("edge").report().good()).isFalse();
        assertThat(Scenario.named("refused").report().good()).isFalse();
        assertThat(Scenario.named("blind").report().good()).isTrue();
        assertThat(Scenario.named("stuck").report().good()).isFalse();
    }

    @Test
    void aReplicaThatIsMissingOrARouteWithoutEndpointsIsAFlaw() throws IOException {
        var blind = Scenario.named("blind");
        assertThat(blind.report().flaw()).isEmpty();

        var pod = blind.all(Pod.class).getFirst();
        pod.getStatus().getConditions().getFirst().setStatus("False");
        assertThat(blind.report().flaw()).contains("replicas missing");

        pod.getStatus().getConditions().getFirst().setStatus("True");
        blind.all(EndpointSlice.class)
                .forEach(slice -> slice.getEndpoints()
                        .forEach(endpoint -> endpoint.setConditions(
                                new EndpointConditionsBuilder().withReady(false).build())));
        assertThat(blind.report().flaw()).contains("no ready endpoints");
    }
}
