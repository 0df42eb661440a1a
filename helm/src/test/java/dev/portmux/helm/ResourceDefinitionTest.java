package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart installs the resource definition of the module {@code crds} and no other. */
class ResourceDefinitionTest {
    private static final String FILE = "portmuxes.portmux.dev-v1.yml";
    private static final Path SOURCE = Path.of("../crds/src/main/resources/META-INF/fabric8", FILE);

    @Test
    void copyIsTheSource() throws IOException {
        Golden.check(Chart.FOLDER.resolve("files").resolve(FILE), Files.readString(SOURCE));
    }

    @Test
    void renderedIsTheSourceWithLabelsAndKeep() throws IOException {
        var rendered = render("true");
        var metadata = rendered.withObject("metadata");

        assertThat(metadata.withObject("annotations").properties())
                .extracting(annotation ->
                        annotation.getKey() + "=" + annotation.getValue().textValue())
                .containsExactly(
                        "helm.sh/resource-policy=keep",
                        "kustomize.toolkit.fluxcd.io/prune=disabled",
                        "argocd.argoproj.io/sync-options=Prune=false,Delete=false");
        metadata.remove("annotations");
        assertThat(metadata.remove("labels")).isNotNull();
        assertThat(rendered).isEqualTo(Chart.YAML.readTree(Files.readString(SOURCE)));
    }

    @Test
    void keepCanBeTurnedOff() throws IOException {
        assertThat(render("false").withObject("metadata").has("annotations")).isFalse();
    }

    private static ObjectNode render(String keep) throws IOException {
        return Chart.objects(Chart.template().set("crds.keep", keep).call()).stream()
                .filter(object -> object.path("kind").textValue().equals("CustomResourceDefinition"))
                .findFirst()
                .orElseThrow();
    }
}
