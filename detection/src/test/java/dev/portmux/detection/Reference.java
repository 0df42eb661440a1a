package dev.portmux.detection;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.detection.overlap.Findings;
import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes docs/reference/protocols.md from the catalogue, the overlap proof and the recordings. */
final class Reference {
    private final StringBuilder text = new StringBuilder();

    static String markdown() {
        Reference reference = new Reference();
        reference.introduction();
        reference.summary();
        reference.serverFirst();
        reference.overlaps();
        reference.matrix();
        reference.layouts();
        return reference.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void introduction() {
        line("# Protocols");
        line("");
        line(
                "Generated from the catalogue by `ReferenceTest`; do not edit. A route asks for one by `match: {protocol: NAME}`.");
        line("");
        line(
                "Every protocol has an *envelope*, an automaton over its first bytes. It says NO at the first byte that cannot belong to the");
        line(
                "protocol, and there is no YES before it has accepted. *Bytes*: the fewest and the most that it takes to say YES (`-`: no limit");
        line(
                "but the 16 KiB that are looked at). The fingerprint changes when the envelope does. *Condition*: the fields must also agree in a");
        line(
                "way that an automaton cannot check, such as two lengths. *Weak*: so few bytes are certain that other traffic often looks the");
        line("same; use it on a port of its own.");
        line("");
    }

    private void summary() {
        line("## The client speaks first");
        line("");
        line("| name | what | also called | bytes | states | fingerprint | |");
        line("| --- | --- | --- | --- | --- | --- | --- |");
        for (PreparedRoute route : TestRoutes.catalogue()) {
            Protocol.ClientFirst protocol = protocol(route);
            List<String> marks = new ArrayList<>();
            if (protocol.weak()) {
                marks.add("weak");
            }
            if (!route.exact()) {
                marks.add("condition");
            }
            line("| `%s` | %s | %s | %s to %s | %d | `%s` | %s |"
                    .formatted(
                            protocol.name(),
                            protocol.title(),
                            names(protocol),
                            number(route.envelope().shortest()),
                            number(route.envelope().longest()),
                            route.envelope().size(),
                            route.envelope().fingerprint(),
                            String.join(", ", marks)));
        }
        line("");
    }

    private void serverFirst() {
        line("## The server speaks first");
        line("");
        line(
                "Their clients wait for the server to speak. So only silence identifies them, and each source address can have one of them at most.");
        line(
                "A route of any other protocol also takes silent clients if it has `silence: true`, and then it is that one. The first bytes of the");
        line("backend are compared with what the server begins with (`portmux_greeting_mismatch_total`).");
        line("");
        line("| name | what | also called | the server begins with | source |");
        line("| --- | --- | --- | --- | --- |");
        for (Protocol protocol : Catalogue.all()) {
            if (protocol instanceof Protocol.ServerFirst silent) {
                line("| `%s` | %s | %s | %s | %s |"
                        .formatted(silent.name(), silent.title(), names(silent), silent.greeting(), silent.source()));
            }
        }
        line("");
    }

    private void overlaps() {
        line("## Not proven apart");
        line("");
        line(
                "All other pairs of these protocols are proven to have no bytes in common, and never to wait for each other.");
        line("");
        String[] names = TestRoutes.catalogue().stream()
                .map(route -> route.route().name())
                .toArray(String[]::new);
        Findings.of(TestRoutes.protocols(names))
                .all()
                .forEach(finding -> line("- %s, %s: %s `%s`"
                        .formatted(
                                finding.others().getFirst(),
                                finding.route(),
                                finding.kind().label().replace('_', ' '),
                                finding.witness().map(Bytes::hex).orElse(""))));
        line("");
    }

    private void matrix() {
        Map<String, List<Sample>> byFolder = new TreeMap<>();
        Sample.all()
                .forEach(sample -> byFolder.computeIfAbsent(sample.protocol(), folder -> new ArrayList<>())
                        .add(sample));
        line("## What the recordings of real clients are taken for");
        line("");
        line("%d connections of %d clients (`detection/src/test/resources/samples`). Silent: sent nothing."
                .formatted(
                        Sample.all().size(),
                        Sample.all().stream()
                                .map(Sample::client)
                                .map(name -> name.replaceAll("#.*", ""))
                                .distinct()
                                .count()));
        line("");
        line("| recorded as | connections | silent | YES | still MORE |");
        line("| --- | --- | --- | --- | --- |");
        byFolder.forEach((folder, samples) -> {
            List<Sample> spoken = samples.stream()
                    .filter(sample -> !sample.chunks().isEmpty())
                    .toList();
            line("| %s | %d | %d | %s | %s |"
                    .formatted(
                            folder,
                            samples.size(),
                            samples.size() - spoken.size(),
                            counted(spoken, Verdict.YES),
                            counted(spoken, Verdict.MORE)));
        });
        line("");
    }

    private static String counted(List<Sample> samples, Verdict verdict) {
        Map<String, Integer> counts = new TreeMap<>();
        for (PreparedRoute route : TestRoutes.catalogue()) {
            for (Sample sample : samples) {
                if (route.look(ByteBuffer.wrap(sample.bytes())) == verdict) {
                    counts.merge(route.route().name(), 1, Integer::sum);
                }
            }
        }
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private void layouts() {
        line("## Layouts");
        line("");
        line(
                "Offsets are decimal, bytes are hex, quoted text is ASCII; u16, u24 and u32 are big-endian, le32 little-endian.");
        for (PreparedRoute route : TestRoutes.catalogue()) {
            Protocol.ClientFirst protocol = protocol(route);
            line("");
            line("### %s".formatted(protocol.name()));
            line("");
            line("%s. Source: %s.".formatted(protocol.title(), protocol.source()));
            if (!protocol.lookAlikes().isEmpty()) {
                line("Looks alike: %s".formatted(protocol.lookAlikes()));
            }
            line("");
            line("```");
            text.append(protocol.layout());
            line("```");
        }
    }

    private static Protocol.ClientFirst protocol(PreparedRoute route) {
        return (Protocol.ClientFirst) Catalogue.get(route.route().name());
    }

    private static String names(Protocol protocol) {
        return String.join(", ", new TreeSet<>(protocol.aliases()));
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "-";
    }
}
