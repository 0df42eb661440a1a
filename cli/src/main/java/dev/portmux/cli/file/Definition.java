package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The definition of the PortMux resource, from the module that holds it. */
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
            // SnakeYAML because Jackson does not resolve the anchors that the definition uses.
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new ObjectMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
