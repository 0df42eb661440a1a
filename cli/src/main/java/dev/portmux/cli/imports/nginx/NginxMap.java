package dev.portmux.cli.imports.nginx;

import dev.portmux.cli.imports.source.Criterion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A {@code map} or {@code geo} block: one variable decides the value of another.
 *
 * @param source   the variable that is looked at, without {@code $}
 * @param variable the one that is set, without {@code $}
 */
record NginxMap(String source, String variable, List<Entry> entries) {
    private static final Pattern SUFFIX = Pattern.compile(
            "\\^?(\\(\\.\\*\\\\\\.\\)\\?|\\(\\.\\+\\\\\\.\\)\\?|\\.\\*\\\\\\.|\\.\\+\\\\\\.|\\\\\\.)?((?:[\\w-]+\\\\\\.)*[\\w-]+)\\$?");

    /** Characters; regular expressions of Java recurse over longer ones. */
    private static final int LONGEST_KEY = 2_048;

    record Entry(int line, String key, String value) {}

    static Optional<NginxMap> read(NginxDirective directive) {
        boolean geo = directive.name().equals("geo");
        if (!geo && !directive.name().equals("map")) {
            return Optional.empty();
        }
        String source = geo && directive.words().size() == 2 ? "remote_addr" : name(directive.word(1));
        List<Entry> entries = directive.block().stream()
                .filter(entry -> entry.words().size() == 2)
                .map(entry -> new Entry(entry.line(), entry.word(0), entry.word(1)))
                .sorted(Comparator.comparingInt(NginxMap::rank)) // the order of nginx' look-up, not of the file
                .toList();
        return Optional.of(new NginxMap(source, name(directive.words().getLast()), entries));
    }

    static String name(String variable) {
        return variable.replaceAll("^\\$\\{?|}$", "");
    }

    /** An empty value of the ClientHello's variables also stands for what is not TLS, so it comes last. */
    private static int rank(Entry entry) {
        if (entry.key().equals("default")) {
            return 3;
        }
        if (entry.key().isEmpty()) {
            return 4;
        }
        return entry.key().startsWith("~") ? 2 : entry.key().contains("*") ? 1 : 0;
    }

    boolean looksAtHello() {
        return source.startsWith("ssl_preread_");
    }

    /** The criterion of an entry; empty if no route can express it. */
    Optional<Criterion> criterion(Entry entry) {
        String key = entry.key();
        if (key.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        if (key.isEmpty()) {
            return Optional.of(new Criterion.Always());
        }
        if (key.equals("default")) {
            return Optional.of(saysNothing() ? new Criterion.Protocol("tls") : new Criterion.Always());
        }
        return switch (source) {
            case "ssl_preread_protocol" -> Optional.of(new Criterion.Protocol("tls"));
            case "ssl_preread_server_name" -> names(key).map(names -> new Criterion.ServerNames(names.toList()));
            case "ssl_preread_alpn_protocols" -> alpn(key).map(Criterion.Alpn::new);
            case "remote_addr" -> Optional.of(new Criterion.Source(List.of(range(key))));
            default -> Optional.empty();
        };
    }

    /** Whether the empty value has an entry of its own. */
    boolean saysNothing() {
        return looksAtHello() && entries.stream().anyMatch(each -> each.key().isEmpty());
    }

    private static Optional<Stream<String>> names(String key) {
        if (!key.startsWith("~")) {
            return Optional.of(key.startsWith(".") ? Stream.of(key.substring(1), "*" + key) : Stream.of(key));
        }
        Matcher matcher = SUFFIX.matcher(key.replaceFirst("^~\\*?", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(2).replace("\\.", ".").toLowerCase(Locale.ROOT);
        String before = matcher.group(1) == null ? "" : matcher.group(1);
        if (before.isEmpty()) {
            return Optional.of(Stream.of(name));
        }
        return Optional.of(before.endsWith("?") ? Stream.of(name, "*." + name) : Stream.of("*." + name));
    }

    private static Optional<List<String>> alpn(String key) {
        if (!key.startsWith("~")) {
            return Optional.of(List.of(key.split(",")));
        }
        String name = key.replaceFirst("^~\\*?", "").replaceAll("\\\\b|^\\^|\\$$", "");
        return name.matches("[A-Za-z0-9./-]+") ? Optional.of(List.of(name)) : Optional.empty();
    }

    private static String range(String address) {
        return address.contains("/") ? address : address + (address.contains(":") ? "/128" : "/32");
    }
}
