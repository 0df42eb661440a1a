package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart installs the resource definition of the module {@code crds} and no other. */
class ResourceDefinitionTest {
    private static final String FILE = "portmuxes.portmux.dev-v1.yml";
    private static final Path SOURCE = Path.of("../crds/src/main/resources/META-INF/fabric8", FILE);
    private static final Path COPY = Chart.FOLDER.resolve("files").resolve(FILE);
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void copyIsTheSource() {
        assertThat(COPY)
                .as("cp crds/%s helm/%s", SOURCE.subpath(2, SOURCE.getNameCount()), COPY)
                .hasSameTextualContentAs(SOURCE);
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
        assertThat(rendered).isEqualTo(YAML.readTree(Files.readString(SOURCE)));
    }

    @Test
    void keepCanBeTurnedOff() throws IOException {
        assertThat(render("false").withObject("metadata").has("annotations")).isFalse();
    }

    private static ObjectNode render(String keep) throws IOException {
        var all = Chart.template().set("crds.keep", keep).call();
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(all)) {
            while (documents.hasNext()) {
                var document = documents.next();
                if (document.path("kind").textValue().equals("CustomResourceDefinition")) {
                    return document;
                }
            }
        }
        throw new AssertionError("the chart renders no CustomResourceDefinition");
    }
}
