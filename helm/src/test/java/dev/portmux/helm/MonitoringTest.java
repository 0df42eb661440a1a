package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard that come with the chart. The topic monitoring of e2e runs their queries. */
class MonitoringTest {
    private static final Path FILES = Chart.FOLDER.resolve("monitoring");
    private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks.md");

    private static JsonNode object(String kind, String... values) throws IOException {
        var template = Chart.template();
        for (var value : values) {
            template = template.set(value.split("=", 2)[0], value.split("=", 2)[1]);
        }
        return Chart.objects(template.call()).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void alertsAreThoseOfTheFileWithLinksToTheGivenPlace() throws IOException {
        var place = "https://example.com/runbooks";
        var rule = object(
                "PrometheusRule", "metrics.prometheusRule.enabled=true", "metrics.prometheusRule.runbooks=" + place);

        assertThat(rule.path("spec"))
                .isEqualTo(Chart.YAML.readTree(
                        Files.readString(FILES.resolve("rules.yaml")).replace("docs/runbooks.md", place)));
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() throws IOException {
        var rules = Chart.YAML.readTree(Files.readString(FILES.resolve("rules.yaml")));
        var alerts = rules.findValuesAsText("alert");
        var sections = Pattern.compile("(?m)^## (PortMux\\w+)$")
                .matcher(Files.readString(RUNBOOKS))
                .results()
                .map(section -> section.group(1))
                .toList();

        assertThat(sections).isEqualTo(alerts);
        assertThat(rules.findValuesAsText("runbook_url"))
                .isEqualTo(alerts.stream()
                        .map(alert -> "docs/runbooks.md#" + alert.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void theDashboardIsFoundByGrafana() throws IOException {
        var map = object("ConfigMap", "metrics.dashboard.enabled=true");

        assertThat(map.at("/metadata/labels/grafana_dashboard").textValue()).isEqualTo("1");
        assertThat(new ObjectMapper().readTree(map.at("/data/portmux.json").textValue()))
                .isEqualTo(new ObjectMapper().readTree(Files.readString(FILES.resolve("dashboard.json"))));
    }
}
