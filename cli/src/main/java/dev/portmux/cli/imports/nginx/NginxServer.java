package dev.portmux.cli.imports.nginx;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.InvalidConfigurationException;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.imports.source.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one {@code server} of the stream module. */
final class NginxServer {
    private static final Set<String> SILENT = Set.of(
            "listen",
            "ssl_preread",
            "preread_timeout",
            "preread_buffer_size",
            "proxy_timeout",
            "proxy_connect_timeout",
            "access_log",
            "error_log",
            "lua_add_variable",
            "tcp_nodelay",
            "proxy_socket_keepalive",
            "proxy_buffer_size",
            "resolver",
            "set",
            "status_zone",
            "proxy_pass");

    private final NginxDirective stream;
    private final NginxDirective server;
    private final Map<String, NginxMap> maps;
    private final ImportReport report;
    private final List<Rule> rules = new ArrayList<>();
    private int followed;

    /** Followed for one server: maps of maps multiply. */
    private static final int MOST_MAPS = 1_000;

    NginxServer(NginxDirective stream, NginxDirective server, Map<String, NginxMap> maps, ImportReport report) {
        this.stream = stream;
        this.server = server;
        this.maps = maps;
        this.report = report;
    }

    ImportedConfiguration.Listener read() {
        int port = 0;
        for (NginxDirective directive : server.block()) {
            if (directive.name().equals("listen")) {
                port = port(directive);
            } else if (directive.name().startsWith("preread_by_lua")) {
                lua(directive);
            } else if (!SILENT.contains(directive.name())) {
                report.notUnderstood(directive.line(), directive.text());
            }
        }
        server.first("proxy_pass").ifPresent(this::pass);
        Optional<String> timeout = server.first("preread_timeout").map(directive -> directive.word(1));
        return new ImportedConfiguration.Listener(
                "port-" + port, port, timeout.filter(text -> text.matches("\\d+(ms|s|m|h)")), ordered());
    }

    private int port(NginxDirective listen) {
        if (listen.words().contains("ssl")) {
            report.notUnderstood(listen.line(), "ssl: a PortMux hands TLS on, the backend must end it");
        }
        String address = listen.word(1).contains(":") ? listen.word(1) : ":" + listen.word(1);
        return ServerAddress.of(address).map(ServerAddress::port).orElse(0);
    }

    private void lua(NginxDirective directive) {
        directive
                .code()
                .ifPresentOrElse(
                        code -> rules.addAll(new LuaPreread(code, directive.line(), report).rules()),
                        () -> report.notUnderstood(directive.line(), directive.text()));
    }

    private void pass(NginxDirective directive) {
        String to = directive.word(1);
        if (!to.startsWith("$")) {
            rules.add(Rule.everything(directive.line(), to));
        } else if (maps.containsKey(NginxMap.name(to))) {
            follow(NginxMap.name(to), List.of(), 0);
        } else if (rules.isEmpty()) {
            report.notUnderstood(directive.line(), directive.text() + " (no map and no Lua sets it)");
        }
    }

    private void follow(String variable, List<Criterion> before, int depth) {
        NginxMap map = maps.get(variable);
        if (map == null || depth > maps.size()) {
            return;
        }
        if (++followed > MOST_MAPS) {
            throw new InvalidConfigurationException(server.line(), "its maps lead to more than " + MOST_MAPS + " maps");
        }
        judge(map);
        if (map.saysNothing() && !map.source().equals("ssl_preread_protocol")) {
            report.changed(
                    map.entries().getLast().line(),
                    "a ClientHello without this value takes the route for other TLS, not the entry \"\"");
        }
        for (NginxMap.Entry entry : map.entries()) {
            Optional<Criterion> criterion = map.criterion(entry);
            if (criterion.isEmpty()) {
                report.notUnderstood(entry.line(), entry.key() + " " + entry.value());
                continue;
            }
            List<Criterion> criteria = new ArrayList<>(before);
            if (!(criterion.get() instanceof Criterion.Always)) {
                criteria.add(criterion.get());
            }
            if (entry.value().startsWith("$")) {
                follow(NginxMap.name(entry.value()), criteria, depth + 1);
            } else {
                rules.add(new Rule(
                        entry.line(), entry.value(), criteria.isEmpty() ? List.of(new Criterion.Always()) : criteria));
            }
        }
    }

    /** Without {@code ssl_preread on} the variables are empty, and nginx does not say so. */
    private void judge(NginxMap map) {
        boolean on = server.first("ssl_preread")
                .or(() -> stream.first("ssl_preread"))
                .map(directive -> directive.word(1).equals("on"))
                .orElse(false);
        if (map.looksAtHello() && !on) {
            String everything = map.entries().reversed().stream()
                    .filter(entry -> entry.key().isEmpty() || entry.key().equals("default"))
                    .findFirst()
                    .map(NginxMap.Entry::value)
                    .orElse("no backend");
            report.wrong(
                    server.line(),
                    "no ssl_preread on: $" + map.source() + " is always empty, so every connection went to "
                            + everything);
        }
    }

    /** Nested maps end in several defaults; what takes everything comes last, and only the first of it counts. */
    private List<Rule> ordered() {
        List<Rule> ordered = new ArrayList<>();
        for (Rule rule : rules) {
            if (!rule.takesEverything() && ordered.stream().noneMatch(rule::sameAs)) {
                ordered.add(rule);
            }
        }
        Optional<Rule> last = rules.stream().filter(Rule::takesEverything).findFirst();
        last.filter(rule -> !ordered.isEmpty())
                .ifPresent(rule -> report.changed(
                        rule.line(),
                        "nginx closes a client that sends nothing after preread_timeout; here " + rule.backend()
                                + " takes it"));
        last.ifPresent(ordered::add);
        return ordered;
    }
}
