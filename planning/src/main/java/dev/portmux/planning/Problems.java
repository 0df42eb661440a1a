package dev.portmux.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong, so that a user sees all of it at once. */
final class Problems {
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

    /** Puts {@code path} before the text of what {@code made} throws. */
    static <T> T within(String path, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + e.getMessage(), e);
        }
    }
}
