package dev.portmux.cli.imports.haproxy;

import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.ServerAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an HAProxy configuration. */
public final class HaproxyImport {
    private HaproxyImport() {}

    public static ImportedConfiguration read(List<String> text) {
        ImportReport report = new ImportReport();
        List<HaproxySection> sections = HaproxySection.read(HaproxyLine.read(text));
        List<ImportedConfiguration.Listener> listeners = sections.stream()
                .filter(section ->
                        section.kind().equals("frontend") || section.kind().equals("listen"))
                .filter(section -> !section.http())
                .map(section -> HaproxyFrontend.read(section, report))
                .toList();
        return new ImportedConfiguration(listeners, targets(sections, report), report);
    }

    private static Map<String, ServerAddress> targets(List<HaproxySection> sections, ImportReport report) {
        Map<String, ServerAddress> targets = new LinkedHashMap<>();
        for (HaproxySection section : sections) {
            for (HaproxyLine line : section.lines()) {
                if (line.keyword().equals("server")) {
                    ServerAddress.of(line.word(2))
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
