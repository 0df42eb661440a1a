package dev.portmux.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The chart as its tests see it; Maven runs them in the module's folder. */
final class Chart {
    static final Path FOLDER = Path.of("portmux");
    static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    static TemplateCommand template() {
        return template(FOLDER);
    }

    static TemplateCommand template(Path folder) {
        return new Helm(folder)
                .template()
                .withName("edge")
                .withNamespace("portmux-system")
                .withKubeVersion("1.34.0");
    }

    /** The objects of a file of YAML. */
    static List<ObjectNode> objects(String yaml) throws IOException {
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            return documents.readAll();
        }
    }
}
