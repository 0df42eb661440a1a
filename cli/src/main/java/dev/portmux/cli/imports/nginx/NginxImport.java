package dev.portmux.cli.imports.nginx;

import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.imports.source.ServerAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the stream module's part of an nginx or OpenResty configuration. */
public final class NginxImport {
    private NginxImport() {}

    public static ImportedConfiguration read(String text) {
        ImportReport report = new ImportReport();
        List<NginxDirective> top = NginxParser.read(text);
        // A file that is included inside stream { } has no such block itself.
        NginxDirective stream = top.stream()
                .filter(directive -> directive.name().equals("stream"))
                .findFirst()
                .orElse(new NginxDirective(1, List.of("stream"), top, Optional.empty()));
        Map<String, NginxMap> maps = stream.block().stream()
                .flatMap(directive -> NginxMap.read(directive).stream())
                .collect(Collectors.toMap(NginxMap::variable, map -> map, (first, second) -> first));
        List<ImportedConfiguration.Listener> listeners = stream.all("server")
                .filter(server ->
                        server.all("listen").noneMatch(listen -> listen.words().contains("udp")))
                .map(server -> new NginxServer(stream, server, maps, report).read())
                .toList();
        return new ImportedConfiguration(listeners, targets(stream, listeners), report);
    }

    private static Map<String, ServerAddress> targets(
            NginxDirective stream, List<ImportedConfiguration.Listener> listeners) {
        Map<String, ServerAddress> targets = new LinkedHashMap<>();
        stream.all("upstream")
                .forEach(upstream -> upstream.first("server")
                        .flatMap(server -> ServerAddress.of(server.word(1)))
                        .ifPresent(target -> targets.put(upstream.word(1), target)));
        List<String> named = new ArrayList<>(listeners.stream()
                .flatMap(each -> each.rules().stream())
                .map(Rule::backend)
                .toList());
        named.removeAll(targets.keySet());
        named.forEach(
                name -> ServerAddress.of(name).ifPresent(target -> targets.put(name, target))); // host:port in place
        return targets;
    }
}
