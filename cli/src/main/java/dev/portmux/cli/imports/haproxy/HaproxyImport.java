package dev.portmux.cli.imports.haproxy;

import dev.portmux.cli.imports.source.Imported;
import dev.portmux.cli.imports.source.Listener;
import dev.portmux.cli.imports.source.Report;
import dev.portmux.cli.imports.source.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an HAProxy configuration. */
public final class HaproxyImport {
    private HaproxyImport() {}

    public static Imported read(List<String> text) {
        Report report = new Report();
        List<HaproxySection> sections = HaproxySection.read(HaproxyLine.read(text));
        List<Listener> listeners = sections.stream()
                .filter(section ->
                        section.kind().equals("frontend") || section.kind().equals("listen"))
                .filter(section -> !section.http())
                .map(section -> HaproxyFrontend.read(section, report))
                .toList();
        return new Imported(listeners, targets(sections, report), report);
    }

    private static Map<String, Target> targets(List<HaproxySection> sections, Report report) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (HaproxySection section : sections) {
            for (HaproxyLine line : section.lines()) {
                if (line.keyword().equals("server")) {
                    Target.of(line.word(2))
                            .ifPresentOrElse(
                                    target -> targets.putIfAbsent(section.name(), target),
                                    () -> report.notUnderstood(line.number(), line.text() + " (expected: host:port)"));
                    if (line.words().stream().anyMatch(word -> word.startsWith("send-proxy"))) {
                        report.notUnderstood(line.number(), "send-proxy: PortMux sends no PROXY header");
                    }
                }
            }
        }
        return targets;
    }
}
