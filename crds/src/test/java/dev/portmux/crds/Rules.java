package dev.portmux.crds;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;

/** Evaluates the {@code x-kubernetes-validations} of a schema. */
final class Rules {
    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .addVar("self", SimpleType.DYN)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();

    /** CEL's integers are 64 bits wide. */
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private Rules() {}

    static void judge(JsonNode schema, JsonNode value, String path, List<String> problems) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            if (!holds(rule.path("rule").asText(), value)) {
                problems.add(path + ": " + rule.path("message").asText());
            }
        }
        schema.path("properties").properties().forEach(field -> {
            if (value.has(field.getKey())) {
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                judge(field.getValue(), value.get(field.getKey()), below, problems);
            }
        });
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                judge(schema.path("items"), value.get(i), path + "[" + i + "]", problems);
            }
        }
    }

    private static boolean holds(String rule, JsonNode value) {
        try {
            Object self = JSON.convertValue(value, Object.class);
            return (boolean) CEL.createProgram(CEL.compile(rule).getAst()).eval(Map.of("self", self));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }
}
