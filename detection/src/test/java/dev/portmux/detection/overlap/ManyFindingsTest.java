package dev.portmux.detection.overlap;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A table in which each route overlaps with each other one: a finding for every pair. */
class ManyFindingsTest {
    /** 210 pairs. */
    private static final List<Route> OVERLAPPING = IntStream.range(0, 21)
            .mapToObj(i -> route("r" + i, payload(i, "00")))
            .toList();

    @Test
    void theLastOneSaysHowManyAreLeftOut() {
        Findings findings = of(OVERLAPPING);

        assertThat(findings.all()).hasSize(201).extracting(Finding::severity).containsOnly(Severity.WARN);
        assertThat(findings.all().getLast().message())
                .isEqualTo(
                        "10 more findings are left out (at most 200 are kept), the first of them about route \"r20\"");
    }

    @Test
    void theWorstOnesStay() {
        List<Route> routes = new ArrayList<>(OVERLAPPING);
        routes.add(route("never", new Match.Regex("a[^\\x00-\\xff]")));

        Findings findings = of(routes);

        assertThat(findings.all().getFirst().kind()).isEqualTo(Kind.IMPOSSIBLE);
        assertThat(findings.all().getLast().message()).startsWith("11 more ");
    }

    @Test
    void warningsThatAreLeftOutAreNotAcknowledgedUnseen() {
        assertThat(of(OVERLAPPING).acknowledging((_, _) -> true).all())
                .filteredOn(finding -> finding.severity() == Severity.WARN)
                .singleElement()
                .returns(Kind.TOO_COMPLEX, Finding::kind);
    }

    private static Findings of(List<Route> routes) {
        return Findings.of(table(routes.toArray(Route[]::new)));
    }
}
