package dev.portmux.sidecar.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.routes.Cidr;
import dev.portmux.sidecar.pipeline.Result;
import java.net.URLDecoder;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which connections a reader of the {@link Tap} wants.
 *
 * @param route   its name; empty text: connections without a route
 * @param source  the network of the client
 * @param results how it ended, or will end if nothing goes wrong; empty: all
 */
public record TapFilter(Optional<String> route, Optional<Cidr> source, Set<Result> results) {

    /**
     * Reads the query of a URL: {@code route=web&source=10.0.0.0/8&result=reset&result=dial_failed}.
     *
     * @throws IllegalArgumentException naming the field and its value
     */
    public static TapFilter parse(String query) {
        Optional<String> route = Optional.empty();
        Optional<Cidr> source = Optional.empty();
        Set<Result> results = EnumSet.noneOf(Result.class);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] field = pair.split("=", 2);
            String value = field.length < 2 ? "" : URLDecoder.decode(field[1], UTF_8);
            switch (field[0]) {
                case "route" -> route = Optional.of(value);
                case "source" -> source = Optional.of(source(value));
                case "result" -> results.add(result(value));
                default ->
                    throw new IllegalArgumentException("\"" + field[0] + "\" (expected: route, source or result)");
            }
        }
        return new TapFilter(route, source, results);
    }

    private static Cidr source(String value) {
        try {
            return Cidr.parse(value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("source: " + e.getMessage(), e);
        }
    }

    private static Result result(String value) {
        return Stream.of(Result.values())
                .filter(result -> result.label().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("result: \"" + value + "\" (expected: "
                        + Stream.of(Result.values()).map(Result::label).collect(Collectors.joining(", ")) + ")"));
    }

    boolean accepts(ConnectionRecord connection) {
        return (results.isEmpty() || results.contains(connection.result()))
                && route.map(connection.route()::equals).orElse(true)
                && source.map(network -> network.contains(connection.peer().address()))
                        .orElse(true);
    }
}
