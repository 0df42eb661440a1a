package dev.portmux.cli.file;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.planning.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the API show every limit of the spec: without it, other things would be said of one that is invalid. */
class LimitsTest {
    private static final Path EXAMPLES = Path.of("../crds/src/test/resources/api");
    private static final JsonNode SCHEMA = Definition.schema(Definition.json());

    private static final Map<JsonNode, List<Problem>> SAID = said();

    @ParameterizedTest
    @MethodSource
    void aLimitIsShown(Limit limit) {
        var without = PortMuxSchema.of(limit.removedFrom(SCHEMA));

        assertThat(SAID)
                .anySatisfy(
                        (example, said) -> assertThat(without.validate(example)).isNotEqualTo(said));
    }

    static Stream<Limit> aLimitIsShown() {
        return limits().filter(limit -> !limit.isTransition());
    }

    /** Both how it is broken and, in the file of the same name, how it is kept. */
    @ParameterizedTest
    @MethodSource
    void aRuleIsShownFromBothSides(Limit rule) {
        var never = PortMuxSchema.of(rule.neverHoldsIn(SCHEMA));

        assertThat(names())
                .filteredOn(name -> text("invalid", name)
                        .contains(": " + rule.value().path("message").asText()))
                .anyMatch(name -> !never.validate(read("valid", name)).isEmpty());
    }

    static Stream<Limit> aRuleIsShownFromBothSides() {
        return limits().filter(Limit::isRule);
    }

    @Test
    void patternsAreSaidInWords() {
        assertThat(limits())
                .filteredOn(limit -> limit.keyword().equals("pattern"))
                .isNotEmpty()
                .extracting(
                        limit -> PortMuxSchema.Patterns.inWords(limit.value().asText()))
                .noneMatch(words -> words.contains("^"));
    }

    private static Stream<Limit> limits() {
        ObjectNode resource = SCHEMA.deepCopy();
        resource.withObject("/properties").remove("status");
        return Limit.in(resource).distinct();
    }

    private static Map<JsonNode, List<Problem>> said() {
        var schema = PortMuxSchema.of(SCHEMA);
        return names().stream().map(name -> read("invalid", name)).collect(toMap(identity(), schema::validate));
    }

    private static List<String> names() {
        try (var files = Files.list(EXAMPLES.resolve("invalid"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String kind, String name) {
        return YamlDocument.read(EXAMPLES.resolve(kind).resolve(name))
                .getFirst()
                .json();
    }

    private static String text(String kind, String name) {
        try {
            return Files.readString(EXAMPLES.resolve(kind).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
