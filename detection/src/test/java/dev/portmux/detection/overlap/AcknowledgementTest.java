package dev.portmux.detection.overlap;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.protocols;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Match;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {
    private static final Findings DELAYED =
            Findings.of(table(route("legacy", payload(100, "deadbeef")), route("ssh", new Match.Protocol("ssh"))));

    @Test
    void theFixOfAWarningNamesTheField() {
        assertThat(DELAYED.all().getFirst().fix())
                .isEqualTo("move \"legacy\" behind \"ssh\"; if it is meant so,"
                        + " add \"legacy\" to acknowledgedOverlaps of \"ssh\"");
    }

    @Test
    void anAcknowledgedWarningIsANoteThatNeedsNoFix() {
        Finding finding = DELAYED.acknowledging((one, other) -> one.equals("ssh") && other.equals("legacy"))
                .all()
                .getFirst();

        assertThat(finding)
                .returns(Severity.NOTE, Finding::severity)
                .returns(Kind.MAY_DELAY, Finding::kind)
                .returns("", Finding::fix);
        assertThat(finding.acknowledged()).isTrue();
        assertThat(finding.message()).isEqualTo(DELAYED.all().getFirst().message() + " (acknowledged)");
    }

    @Test
    void anotherPairsAcknowledgementChangesNothing() {
        assertThat(DELAYED.acknowledging((_, other) -> other.equals("web"))).isEqualTo(DELAYED);
    }

    @Test
    void errorsCannotBeAcknowledged() {
        Findings twice = Findings.of(protocols("mysql", "smtp"));
        Findings unreachable =
                Findings.of(table(route("redis", payload(0, "535348")), route("ssh", payload(0, "535348"))));
        Findings impossible = Findings.of(table(route("rx", new Match.Regex("a[^\\x00-\\xff]"))));

        assertThat(List.of(twice, unreachable, impossible))
                .allSatisfy(findings -> assertThat(findings.acknowledging((_, _) -> true))
                        .isEqualTo(findings)
                        .returns(false, each -> each.errors().isEmpty()));
    }

    @Test
    void whatIsAboutNoPairCannotBeAcknowledged() {
        Finding limit = new Finding(
                Severity.WARN, Kind.TOO_COMPLEX, "rx", List.of(), Optional.empty(), "not proven apart", "use less");
        Findings findings = new Findings(List.of(limit), List.of());

        assertThat(findings.acknowledging((_, _) -> true)).isEqualTo(findings);
    }
}
