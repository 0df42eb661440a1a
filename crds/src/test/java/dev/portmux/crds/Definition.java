package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The resource definition, judging resources as the API server does. */
final class Definition {
    private static final String FILE = "/META-INF/fabric8/portmuxes.portmux.dev-v1.yml";

    private final JsonNode root;
    private final Schema structure;

    private Definition(JsonNode root) {
        this.root = root;
        JsonNode strict = root.deepCopy();
        refuseUnknownFields(strict);
        structure =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(strict);
    }

    static Definition load() throws IOException {
        try (InputStream file = Objects.requireNonNull(Definition.class.getResourceAsStream(FILE), FILE)) {
            return new Definition(
                    Serialization.unmarshal(file, JsonNode.class).at("/spec/versions/0/schema/openAPIV3Schema"));
        }
    }

    JsonNode root() {
        return root;
    }

    /** What is wrong, each as {@code field: message}. Rules are evaluated only where the structure is right. */
    List<String> judge(JsonNode resource) {
        List<String> problems = new ArrayList<>();
        structure
                .validate(resource)
                .forEach(error ->
                        problems.add(path(error.getInstanceLocation().toString()) + ": " + error.getMessage()));
        if (problems.isEmpty()) {
            Rules.judge(root, resource, "", problems);
        }
        return problems;
    }

    private static String path(String pointer) {
        return pointer.replaceAll("/(\\d+)", "[$1]").replaceFirst("^/", "").replace('/', '.');
    }

    /** The API server prunes them with a warning; in an example they are mistakes. */
    private static void refuseUnknownFields(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Definition::refuseUnknownFields);
    }
}
