package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The CustomResourceDefinition of PortMux, as it is on the class path. */
public final class Definition {
    private static final String RESOURCE = "/META-INF/fabric8/portmuxes.portmux.dev-v1.yml";

    private Definition() {}

    public static CustomResourceDefinition resource() {
        return new ObjectMapper().convertValue(json(), CustomResourceDefinition.class);
    }

    static JsonNode json() {
        try (var in = Definition.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(InputStream definition) {
        // SnakeYAML because Jackson does not resolve the anchors that the definition uses.
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(definition);
        return new ObjectMapper().valueToTree(yaml);
    }

    /** The schema of its only version. */
    static JsonNode schema(JsonNode definition) {
        return definition.at("/spec/versions/0/schema/openAPIV3Schema");
    }
}
