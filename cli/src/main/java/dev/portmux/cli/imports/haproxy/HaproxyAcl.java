package dev.portmux.cli.imports.haproxy;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.routes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the tests of HAProxy that look at first bytes, the ClientHello and the source address. */
final class HaproxyAcl {
    /** Characters; regular expressions of Java recurse over longer ones. */
    private static final int LONGEST_WORD = 2_048;

    private final ImportReport report;
    private boolean repaired;

    HaproxyAcl(ImportReport report) {
        this.report = report;
    }

    /**
     * Reads one test. Nothing, if it is none of those known here.
     *
     * @param origin what to call it: {@code acl is_ssh}
     */
    Optional<Criterion> read(int line, String origin, List<String> words) {
        if (words.stream().anyMatch(word -> word.length() > LONGEST_WORD)) {
            return Optional.empty();
        }
        List<String> plain = new ArrayList<>(words);
        plain.replaceAll(word -> hyphen(line, word));
        try {
            return HaproxyFetch.read(plain).flatMap(fetch -> criterion(line, origin, fetch));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no number, no hex digits: HAProxy refuses the line too
        }
    }

    /** Word processors and web pages turn {@code -m} into other dashes. */
    private String hyphen(int line, String word) {
        if (word.length() < 2 || "\u2010\u2011\u2012\u2013\u2014\u2212".indexOf(word.charAt(0)) < 0) {
            return word;
        }
        if (!repaired) {
            report.wrong(
                    line,
                    String.format("the dash of %s is a typographic one (U+%04X)", word, (int) word.charAt(0))
                            + ", which HAProxy refuses; read as -" + word.substring(1) + ", here and below");
            repaired = true;
        }
        return "-" + word.substring(1);
    }

    private Optional<Criterion> criterion(int line, String origin, HaproxyFetch fetch) {
        return switch (fetch.name()) {
            case "req.payload", "payload" -> payload(line, origin, fetch);
            case "req.ssl_sni", "req_ssl_sni" -> serverNames(line, origin, fetch);
            case "req.ssl_alpn", "req_ssl_alpn" ->
                fetch.compares("", "str", "sub", "beg")
                        ? Optional.of(new Criterion.Alpn(fetch.values()))
                        : Optional.empty();
            case "req.ssl_hello_type", "req_ssl_hello_type" ->
                fetch.values().equals(List.of("1")) ? Optional.of(new Criterion.Protocol("tls")) : Optional.empty();
            case "req.proto_http", "req_proto_http", "HTTP" -> Optional.of(new Criterion.Protocol("http"));
            case "req.rdp_cookie", "rdp_cookie", "RDP_COOKIE" -> Optional.of(new Criterion.Protocol("rdp"));
            case "src" ->
                Optional.of(new Criterion.Source(
                        fetch.values().stream().map(HaproxyAcl::range).toList()));
            case "LOCALHOST" -> Optional.of(new Criterion.Source(List.of("127.0.0.0/8", "::1/128")));
            case "WAIT_END", "wait_end", "TRUE", "always_true" -> Optional.of(new Criterion.Always());
            default -> Optional.empty();
        };
    }

    private Optional<Criterion> payload(int line, String origin, HaproxyFetch fetch) {
        if (fetch.arguments().size() != 2) {
            return Optional.empty();
        }
        int offset = fetch.argument(0);
        int length = fetch.argument(1);
        return switch (fetch.method()) {
            case "bin", "str" -> {
                List<Bytes> values = fetch.values().stream()
                        .map(value -> fetch.compares("bin") ? Bytes.ofHex(value) : Bytes.ofText(value))
                        .filter(value -> length == 0 || canMatch(line, origin, length, value))
                        .toList();
                yield Optional.of(new Criterion.Payload(line, origin, offset, values));
            }
            case "beg" ->
                Optional.of(new Criterion.Payload(
                        line,
                        origin,
                        offset,
                        fetch.values().stream().map(Bytes::ofText).toList()));
            case "reg" ->
                fetch.values().size() == 1 && offset == 0
                        ? Optional.of(
                                new Criterion.Regex(anchored(fetch.values().getFirst())))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** HAProxy compares whole values: another length is never equal, and {@code haproxy -c} does not mind. */
    private boolean canMatch(int line, String origin, int length, Bytes value) {
        if (value.length() == length) {
            return true;
        }
        report.wrong(
                line,
                origin + " compares " + length + " bytes with the " + value.length() + " bytes of " + value.hex()
                        + ": never equal, left out");
        return false;
    }

    /** HAProxy searches everywhere, PortMux from the first byte. */
    private static String anchored(String expression) {
        return expression.startsWith("^") ? expression.substring(1) : ".*" + expression;
    }

    private Optional<Criterion> serverNames(int line, String origin, HaproxyFetch fetch) {
        List<String> values = fetch.values();
        return switch (fetch.method()) {
            case "", "str" -> Optional.of(new Criterion.ServerNames(values));
            case "end" ->
                values.stream().allMatch(value -> value.startsWith("."))
                        ? Optional.of(new Criterion.ServerNames(
                                values.stream().map(value -> "*" + value).toList()))
                        : Optional.empty();
            case "dom" ->
                Optional.of(new Criterion.ServerNames(values.stream()
                        .flatMap(value -> Stream.of(value, "*." + value))
                        .toList()));
            case "found" -> {
                report.changed(
                        line,
                        origin
                                + " matches any server name; written as protocol tls, which also matches TLS without one");
                yield Optional.of(new Criterion.Protocol("tls"));
            }
            default -> Optional.empty();
        };
    }

    private static String range(String source) {
        if (source.contains("/")) {
            return source;
        }
        return source + (source.contains(":") ? "/128" : "/32");
    }

    /**
     * What an ACL reads and how it compares (configuration manual, section 7.1): {@code req.payload(0,3) -m bin 474554}.
     *
     * @param name      the sample fetch without its arguments: {@code req.payload}
     * @param arguments in its brackets
     * @param method    what {@code -m} says, or empty
     * @param values    that are compared with
     */
    private record HaproxyFetch(String name, List<String> arguments, String method, List<String> values) {
        private static final Pattern SAMPLE =
                Pattern.compile("([a-zA-Z0-9_.]+)(?:\\(([^()]*)\\))?((?:,[a-z0-9_().]+)*)");

        /** Nothing, if it uses what is not read here: converters, files of values. */
        static Optional<HaproxyFetch> read(List<String> words) {
            var sample = SAMPLE.matcher(words.isEmpty() ? "" : words.getFirst());
            if (!sample.matches() || !List.of("", ",lower").contains(sample.group(3))) {
                return Optional.empty();
            }
            String method = "";
            List<String> values = new ArrayList<>();
            for (int i = 1; i < words.size(); i++) {
                switch (values.isEmpty() ? words.get(i) : "") {
                    case "-i", "-n", "--" -> {}
                    case "-m" -> method = ++i < words.size() ? words.get(i) : "";
                    case "-f", "-M", "-u" -> {
                        return Optional.empty();
                    }
                    default -> values.add(words.get(i));
                }
            }
            List<String> arguments = sample.group(2) == null
                    ? List.of()
                    : List.of(sample.group(2).split(","));
            return Optional.of(new HaproxyFetch(sample.group(1), arguments, method, values));
        }

        int argument(int index) {
            return Integer.parseInt(arguments.get(index).strip());
        }

        /** Whether it compares in one of these ways; the empty name is the fetch's own way. */
        boolean compares(String... methods) {
            return List.of(methods).contains(method);
        }
    }
}
