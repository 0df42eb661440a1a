package dev.portmux.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources and programs that were written for a published definition go on working. */
class CompatibilityTest {
    private static final String SPEC = "properties/spec/properties/";

    @ParameterizedTest
    @ValueSource(strings = "v1alpha1-0.1.0")
    void thePresentDefinitionKeepsWhatWasPublished(String release) {
        assertThat(new Compatibility(Definition.published(release), Definition.present()).breaks())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void whatBreaksIsNamed(String at, String change, String expected) {
        assertThat(breaks(at, change)).containsExactly(expected);
    }

    static Stream<Arguments> whatBreaksIsNamed() {
        return Stream.of(
                Arguments.of(SPEC, "replicas: null", "spec.replicas: removed"),
                Arguments.of(
                        SPEC + "routes/items/properties/match/properties/http/properties",
                        "methods: null",
                        "spec.routes[].match.http.methods: removed"),
                Arguments.of("properties/status/properties", "table: null", "status.table: removed"),
                Arguments.of(SPEC + "port", "type: string", "spec.port: type was \"integer\", is \"string\""),
                Arguments.of(SPEC + "port", "maximum: 1024", "spec.port: maximum was 65535, is 1024"),
                Arguments.of(SPEC + "port", "minimum: 2", "spec.port: minimum was 1, is 2"),
                Arguments.of(SPEC + "port", "format: int64", "spec.port: format was \"int32\", is \"int64\""),
                Arguments.of(SPEC + "port", "multipleOf: 2", "spec.port: multipleOf was not set, is 2"),
                Arguments.of(SPEC + "port", "default: 443", "spec.port: default was not set, is 443"),
                Arguments.of(SPEC + "routes", "minItems: 2", "spec.routes: minItems was 1, is 2"),
                Arguments.of(
                        SPEC + "routes",
                        "x-kubernetes-list-type: atomic",
                        "spec.routes: x-kubernetes-list-type was \"map\", is \"atomic\""),
                Arguments.of(
                        SPEC + "service/properties/type",
                        "enum: [ClusterIP, LoadBalancer]",
                        "spec.service.type: enum no longer has \"NodePort\""),
                Arguments.of(
                        SPEC + "routes/items/properties/match/properties/regex",
                        "enum: [a]",
                        "spec.routes[].match.regex: enum was not set, is [\"a\"]"),
                Arguments.of(
                        SPEC + "routes/items/properties/match/properties/regex",
                        "pattern: ^a",
                        "spec.routes[].match.regex: pattern was not set, is \"^a\""),
                Arguments.of(
                        SPEC + "service/properties/annotations/additionalProperties",
                        "maxLength: 10",
                        "spec.service.annotations{}: maxLength was 4096, is 10"),
                Arguments.of(
                        "properties/spec",
                        "required: [port, routes, replicas]",
                        "spec: required now has \"replicas\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maximum: 70000",
                "maximum: null",
                "minimum: 0",
                "format: null",
                "description: New.",
                "x-kubernetes-validations: [{rule: self > 1}]"
            })
    void whatIsWiderOrOnlyWordsBreaksNothing(String change) {
        assertThat(breaks(SPEC + "port", change)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enum: null", "enum: [ClusterIP, NodePort, LoadBalancer, Headless]"})
    void moreValuesBreakNothing(String change) {
        assertThat(breaks(SPEC + "service/properties/type", change)).isEmpty();
    }

    @Test
    void newFieldsBreakNothingUnlessTheyAreRequired() {
        assertThat(breaks(SPEC, "color: {type: string, maxLength: 9}")).isEmpty();
        assertThat(breaks("properties/spec", "required: [port]")).isEmpty();
    }

    @Test
    void whatTheDefinitionItselfLosesIsNamed() {
        var earlier = Definition.published("v1alpha1-0.1.0");
        var later = earlier.deepCopy();
        later.withObject("/spec").put("scope", "Cluster");
        ((ObjectNode) later.at("/spec/versions/0")).put("served", false);

        assertThat(new Compatibility(earlier, later).breaks())
                .containsExactly("scope: was \"Namespaced\", is \"Cluster\"", "version v1alpha1: not served any more");
    }

    /** Changes one place of the published schema and compares. */
    private static List<String> breaks(String at, String change) {
        var earlier = Definition.published("v1alpha1-0.1.0");
        var later = earlier.deepCopy();
        var place = (ObjectNode) Definition.schema(later.at("/spec/versions/0")).at("/" + at.replaceFirst("/$", ""));
        Definition.parse(change).properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                assertThat(place.remove(entry.getKey())).isNotNull();
            } else {
                place.set(entry.getKey(), entry.getValue());
            }
        });
        return new Compatibility(earlier, later).breaks();
    }
}
