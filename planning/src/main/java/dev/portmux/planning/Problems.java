package dev.portmux.planning;

import dev.portmux.routes.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Collects what is wrong, so that a user sees all of it at once. */
final class Problems {
    private static final int MOST_SOURCES = 64;

    private final List<Problem> found = new ArrayList<>();

    void add(Problem problem) {
        found.add(problem);
    }

    void require(boolean holds, String field, String message) {
        if (!holds) {
            add(new Problem(field, Problem.UNSUPPORTED_VALUE, message));
        }
    }

    /** What is made, or nothing and a problem whose text begins with the rest of the path below {@code field}. */
    <T> Optional<T> attempt(String field, Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException e) {
            found.add(Problem.below(field, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** The value with this label; the message of what is thrown begins with {@code field}. */
    static <T> T oneOf(String field, String text, T[] values, Function<T, String> label) {
        return Stream.of(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field + ": \"" + text + "\" (expected: one of "
                        + Stream.of(values).map(label).collect(Collectors.joining(", ")) + ")"));
    }

    /** Ranges of addresses; the message of what is thrown begins with {@code field} and the index. */
    static List<Cidr> sources(String field, List<String> texts) {
        if (texts.size() > MOST_SOURCES) {
            throw new IllegalArgumentException(
                    field + ": " + texts.size() + " items (expected: at most " + MOST_SOURCES + ")");
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> within(field + "[" + i + "]: ", () -> Cidr.parse(texts.get(i))))
                .toList();
    }

    /** Puts {@code path} before the text of what {@code made} throws. */
    static <T> T within(String path, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + e.getMessage(), e);
        }
    }
}
