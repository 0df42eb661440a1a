package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.portmux.planning.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The CEL rules of the PortMux definition, evaluated as the API server does for a new resource. */
record CelRules(JsonNode schema) {
    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .addVar("self", SimpleType.DYN)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();

    /** By rule: each is compiled once and evaluated for each value that it is about. */
    private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

    /** CEL has one integer type, of 64 bits. */
    private static final ObjectMapper VALUES = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    Stream<Problem> problems(JsonNode resource) {
        return problems(schema, resource, "");
    }

    private static Stream<Problem> problems(JsonNode schema, JsonNode value, String path) {
        var own = StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false)
                .filter(rule -> !holds(rule.path("rule").asText(), value))
                .map(rule -> problem(rule, path));
        var below = switch (value) {
            case ObjectNode object ->
                object.properties().stream()
                        .flatMap(field -> problems(
                                schemaOf(field.getKey(), schema),
                                field.getValue(),
                                PortMuxSchema.below(path, field.getKey())));
            case ArrayNode list ->
                IntStream.range(0, list.size())
                        .boxed()
                        .flatMap(i -> problems(schema.path("items"), list.get(i), path + "[" + i + "]"));
            default -> Stream.<Problem>of();
        };
        return Stream.concat(own, below);
    }

    private static JsonNode schemaOf(String property, JsonNode parent) {
        var known = parent.path("properties").path(property);
        return known.isMissingNode() ? parent.path("additionalProperties") : known;
    }

    private static Problem problem(JsonNode rule, String path) {
        var below = rule.path("fieldPath").asText().replaceFirst("^[.]", "");
        return new Problem(
                below.isEmpty() ? path : PortMuxSchema.below(path, below),
                PortMuxSchema.INVALID,
                rule.path("message").asText());
    }

    /** A rule that cannot be evaluated fails, as in the API server. Rules about updates do not apply to a file. */
    private static boolean holds(String rule, JsonNode value) {
        if (rule.contains("oldSelf")) {
            return true;
        }
        try {
            return Boolean.TRUE.equals(
                    PROGRAMS.computeIfAbsent(rule, CelRules::compile).eval(Map.of("self", plain(value))));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    private static CelRuntime.Program compile(String rule) {
        try {
            return CEL.createProgram(CEL.compile(rule).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("rule of the definition: " + rule, e);
        }
    }

    private static Object plain(JsonNode value) {
        try {
            return VALUES.treeToValue(value, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
