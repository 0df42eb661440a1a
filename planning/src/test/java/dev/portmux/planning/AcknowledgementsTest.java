package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.routes.Backend;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementsTest {
    private static final String UNSAID = plain(plan("", ""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acknowledgedOverlaps: [web] | ''
            ''                          | acknowledgedOverlaps: [legacy]
            acknowledgedOverlaps: [web] | acknowledgedOverlaps: [legacy]
            """)
    void eitherRouteOfThePairMayAcknowledge(String legacy, String web) {
        Plan plan = plan(legacy, web);

        assertThat(plan.findings().all()).extracting(Finding::severity).doesNotContain(Severity.WARN);
        assertThat(plan.findings().all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).endsWith(" (acknowledged)"));
        assertThat(plan.findings().all()).allMatch(Finding::acknowledged);
        assertThat(plain(plan)).as("routes.json").isEqualTo(UNSAID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acknowledgedOverlaps: [web]   | ''                            | legacy, web
            acknowledgedOverlaps: [other] | ''                            | legacy, other
            ''                            | acknowledgedOverlaps: [other] | other, web
            ''                            | ''                            | none
            """)
    void everyOtherPairStaysAWarning(String legacy, String web, String acknowledged) {
        Plan plan = plan(
                legacy,
                web,
                "{name: other, match: {payload: [{offset: 200, hex: [beef]}]}, backendRef: {name: a, port: 1}}");

        assertThat(plan.findings().all())
                .extracting(AcknowledgementsTest::pair)
                .contains("legacy, web", "legacy, other", "other, web");
        assertThat(plan.findings().all())
                .allSatisfy(finding -> assertThat(finding.acknowledged())
                        .as(finding.message())
                        .isEqualTo(pair(finding).equals(acknowledged)));
    }

    private static String pair(Finding finding) {
        return Stream.concat(Stream.of(finding.route()), finding.others().stream())
                .sorted(Comparator.comparingInt("legacy other web"::indexOf))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [wbe]         | spec.routes[0].acknowledgedOverlaps[0]: "wbe" (expected: the name of another route)
            [web, legacy] | spec.routes[0].acknowledgedOverlaps[1]: "legacy" (expected: the name of another route)
            """)
    void theNameMustBeThatOfAnotherRoute(String names, String problem) {
        Plan plan = plan("acknowledgedOverlaps: " + names, "");

        assertThat(plan.table()).isEmpty();
        assertThat(plan.problems()).extracting(Problem::toString).containsExactly(problem);
        assertThat(plan.routes().getFirst().problems()).isEqualTo(plan.problems());
    }

    private static Plan plan(String legacy, String web, String... more) {
        Stream<String> pair = Stream.of(
                "{name: legacy, match: {payload: [{offset: 100, hex: [feed]}]}, backendRef: {name: a, port: 1}"
                        + more(legacy),
                "{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}" + more(web));
        return Planner.plan(
                Resources.edge(Stream.concat(pair, Stream.of(more)).toArray(String[]::new)),
                (_, _) -> new Resolved(List.of(new Backend("10.0.0.1", 80))));
    }

    private static String more(String field) {
        return field.isEmpty() ? "}" : ", " + field + "}";
    }

    private static String plain(Plan plan) {
        return new String(plan.table().orElseThrow().toJson(), StandardCharsets.UTF_8);
    }
}
