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

/** The rules of the PortMux definition (CEL), judged as the API server does when the resource is new. */
record Rules(JsonNode schema) {
    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .addVar("self", SimpleType.DYN)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();

    /** A rule is asked for each of its places, of which each route has some. */
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
                                Schema.below(path, field.getKey())));
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
                below.isEmpty() ? path : Schema.below(path, below),
                Schema.INVALID,
                rule.path("message").asText());
    }

    /** What cannot be evaluated does not hold. A rule about a change has nothing to say of a file. */
    private static boolean holds(String rule, JsonNode value) {
        if (rule.contains("oldSelf")) {
            return true;
        }
        try {
            return Boolean.TRUE.equals(
                    PROGRAMS.computeIfAbsent(rule, Rules::compile).eval(Map.of("self", plain(value))));
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
