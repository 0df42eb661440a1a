package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Definitions of the resource: the present one, and those that were published. */
final class Definition {
    private static final Path PRESENT = Path.of("src/main/resources/META-INF/fabric8/portmuxes.portmux.dev-v1.yml");
    private static final Path PUBLISHED = Path.of("src/test/resources/published");

    private Definition() {}

    static ObjectNode present() {
        return read(PRESENT);
    }

    static ObjectNode published(String release) {
        return read(PUBLISHED.resolve(release + ".yml"));
    }

    static JsonNode schema(JsonNode version) {
        return version.at("/schema/openAPIV3Schema");
    }

    /** The one version of the present definition. */
    static JsonNode version() {
        return present().at("/spec/versions/0");
    }

    private static ObjectNode read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SnakeYAML because Jackson does not resolve anchors. */
    static ObjectNode parse(String yaml) {
        Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new ObjectMapper().valueToTree(value);
    }
}
