package dev.portmux.detection.explain;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.protocols;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.silent;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.Outcome;
import dev.portmux.detection.explain.Explanation.Action;
import dev.portmux.detection.explain.Explanation.Candidate;
import dev.portmux.detection.explain.Explanation.End;
import dev.portmux.detection.explain.Explanation.Fall;
import dev.portmux.detection.explain.Explanation.Step;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final RoutingTable EDGE = protocols("http", "ssh", "redis", "mysql");

    @Test
    void namesTheByteAtWhichEachCandidateFell() {
        Explanation explanation = explain(EDGE, "OPTIONS * RTSP/1.0\r\n", End.OPEN);

        assertThat(explanation.steps())
                .containsExactly(
                        new Step(
                                1,
                                List.of("http"),
                                List.of(),
                                List.of(
                                        new Fall("ssh", "byte 0 is 4f (O), expected 53 (S)"),
                                        new Fall("redis", "byte 0 is 4f (O), expected 2a (*)"))),
                        new Step(
                                11,
                                List.of(),
                                List.of(),
                                List.of(new Fall("http", "byte 10 is 52 (R), expected 48 (H)"))));
        assertThat(explanation.protocols()).containsExactly(new Candidate("rtsp", Verdict.YES, 15));
        assertThat(explanation.verdict().orElseThrow())
                .returns(Action.CLOSE, Explanation.Result::action)
                .returns(11, Explanation.Result::bytes)
                .returns("no route takes these bytes, and there is no catch-all", Explanation.Result::reason);
    }

    @Test
    void tellsTheRouteAndTheBytesThatWereNeeded() {
        assertThat(explain(EDGE, "SSH-2.0-OpenSSH_9.2\r\n", End.OPEN).verdict().orElseThrow())
                .returns(Action.ROUTE, Explanation.Result::action)
                .returns(Optional.of("ssh"), Explanation.Result::route)
                .returns(4, Explanation.Result::bytes)
                .returns("ssh says YES, and every route before it NO", Explanation.Result::reason);
    }

    @Test
    void tellsWhatSilenceAndHoldingLeadTo() {
        assertThat(explain(EDGE, "", End.OPEN).verdict().orElseThrow())
                .returns(Action.WAIT, Explanation.Result::action)
                .returns("no byte yet; after 500 ms of silence: route mysql", Explanation.Result::reason);
        RoutingTable learning = new RoutingTable(
                new Timing(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMillis(300), true),
                List.of(silent(route("git", new Match.Protocol("ssh")))));
        assertThat(explain(learning, "", End.OPEN).verdict().orElseThrow().reason())
                .isEqualTo("no byte yet; after 500 ms of silence (less for sources known as silent): route git");
        assertThat(explain(EDGE, "", End.EOF).verdict().orElseThrow())
                .returns(Action.CLOSE, Explanation.Result::action)
                .returns(Optional.of(Outcome.PROBE), Explanation.Result::outcome);
        RoutingTable held = table(route("legacy", payload(8, "ff")), route("ssh", new Match.Protocol("ssh")));
        assertThat(explain(held, "SSH-", End.OPEN).verdict().orElseThrow().reason())
                .isEqualTo(
                        "held back by earlier routes that wait for more bytes; after 300 ms without a byte: route ssh");
        assertThat(explain(held, "SSH-", End.EOF).verdict().orElseThrow())
                .returns(Optional.of("ssh"), Explanation.Result::route);
    }

    @Test
    void withoutATableOnlyTheCatalogueIsAsked() {
        Explanation explanation =
                Explanation.of(Optional.empty(), List.of(Bytes.ofText("SSH"), Bytes.ofText("-")), End.OPEN);

        assertThat(explanation.protocols()).containsExactly(new Candidate("ssh", Verdict.YES, 4));
        assertThat(explanation.verdict()).isEmpty();
        assertThat(Explanation.of(Optional.empty(), List.of(Bytes.ofText("AMQP")), End.OPEN)
                        .protocols())
                .containsExactly(new Candidate("amqp", Verdict.MORE, 4), new Candidate("amqp10", Verdict.MORE, 4));
    }

    private static Explanation explain(RoutingTable table, String text, End end) {
        return Explanation.of(Optional.of(table), List.of(Bytes.ofText(text)), end);
    }
}
