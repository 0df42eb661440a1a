package dev.portmux.cli.imports.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an ACL reads and how it compares (configuration manual, section 7.1): {@code req.payload(0,3) -m bin 474554}.
 *
 * @param name      the sample fetch without its arguments: {@code req.payload}
 * @param arguments in its brackets
 * @param method    what {@code -m} says, or empty
 * @param values    that are compared with
 */
record HaproxyFetch(String name, List<String> arguments, String method, List<String> values) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_.]+)(?:\\(([^()]*)\\))?((?:,[a-z0-9_().]+)*)");

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
        List<String> arguments =
                sample.group(2) == null ? List.of() : List.of(sample.group(2).split(","));
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
