package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a later definition breaks for those who use an earlier one: resources that were valid, and what is read from them.
 * New rules (CEL) are not judged here but by the resources that were published with the earlier one.
 */
record Compatibility(JsonNode earlier, JsonNode later) {

    List<String> breaks() {
        return Stream.concat(
                        Stream.of("/group", "/scope", "/names").flatMap(this::identity),
                        StreamSupport.stream(earlier.at("/spec/versions").spliterator(), false)
                                .flatMap(this::version))
                .toList();
    }

    private Stream<String> identity(String pointer) {
        return same(
                pointer.substring(1),
                earlier.path("spec").at(pointer),
                later.path("spec").at(pointer));
    }

    private Stream<String> version(JsonNode version) {
        var name = version.path("name");
        return StreamSupport.stream(later.at("/spec/versions").spliterator(), false)
                .filter(candidate -> candidate.path("name").equals(name))
                .filter(candidate -> candidate.path("served").asBoolean())
                .findFirst()
                .map(same -> Stream.concat(
                        same("subresources", version.path("subresources"), same.path("subresources")),
                        field(new Field("", Definition.schema(version)), Definition.schema(same))))
                .orElseGet(() -> Stream.of("version " + name.asText() + ": not served any more"));
    }

    private static Stream<String> same(String what, JsonNode before, JsonNode now) {
        return before.equals(now) ? Stream.of() : Stream.of(what + ": was " + before + ", is " + now);
    }

    private static Stream<String> field(Field before, JsonNode now) {
        if (now.isMissingNode()) {
            return Stream.of(before.path() + ": removed");
        }
        var keywords = new TreeSet<String>();
        before.schema().fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(Keyword.LEFT_OUT);
        return Stream.concat(
                keywords.stream()
                        .map(name ->
                                new Keyword(before.path(), name, before.schema().path(name), now.path(name)))
                        .flatMap(Keyword::breaks),
                before.children().flatMap(child -> field(child, child.in(now))));
    }
}
