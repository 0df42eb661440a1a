package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files for those who do not use Helm are what the chart renders, with a namespace. */
class DeployTest {
    private static final Path INSTALL = Path.of("../deploy/install.yaml");
    private static final Path DEFINITIONS = Path.of("../deploy/portmux-crds.yaml");
    private static final String NAMESPACE = """
            # Made from helm/portmux: mvn -pl helm test -Dgolden=write
            ---
            apiVersion: v1
            kind: Namespace
            metadata:
              name: portmux-system
              labels:
                pod-security.kubernetes.io/enforce: restricted
            """;

    /** What Helm says of itself and for itself, and would not be true of objects that it does not manage. */
    private static final Pattern OF_HELM =
            Pattern.compile(" +(app.kubernetes.io/managed-by: Helm|helm.sh/chart: .*|helm.sh/resource-policy: keep)\n");

    @Test
    void filesAreMadeFromTheChart() throws IOException {
        Golden.check(INSTALL, install());
        Golden.check(DEFINITIONS, definitions());
    }

    @Test
    void installIsWhatTheChartInstalls() throws IOException {
        var rendered = Chart.objects(render());
        rendered.forEach(DeployTest::removeHelm);

        var installed = Chart.objects(install());

        assertThat(installed.removeFirst().path("kind").textValue()).isEqualTo("Namespace");
        assertThat(installed).isEqualTo(rendered);
    }

    @Test
    void definitionsAreThoseOfInstall() throws IOException {
        var installed = Chart.objects(install());
        installed.removeIf(object -> !object.path("kind").textValue().equals("CustomResourceDefinition"));

        assertThat(Chart.objects(definitions())).isEqualTo(installed);
    }

    private static String install() {
        return NAMESPACE + documents("");
    }

    private static String definitions() {
        return documents("crd-");
    }

    private static String render() {
        return Chart.template().withName("portmux").call();
    }

    /** As text, like the chart's resource definition: comments and numbers stay as they are. */
    private static String documents(String template) {
        return Pattern.compile("(?m)^---\n")
                .splitAsStream(render())
                .filter(document -> document.startsWith("# Source: portmux/templates/" + template))
                .map(document -> "---\n" + OF_HELM.matcher(document).replaceAll(""))
                .collect(Collectors.joining());
    }

    private static void removeHelm(ObjectNode object) {
        var metadata = object.withObject("metadata");
        metadata.withObject("labels").remove(List.of("app.kubernetes.io/managed-by", "helm.sh/chart"));
        if (object.path("kind").textValue().equals("CustomResourceDefinition")) {
            metadata.withObject("annotations").remove("helm.sh/resource-policy");
        }
    }
}
