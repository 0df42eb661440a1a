package dev.portmux.crds;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jackson gives null for what is absent; the types of this package do not. */
final class Absent {

    private Absent() {}

    static <T> T to(@Nullable T value, T unset) {
        return value == null ? unset : value;
    }

    static <T> List<T> toEmpty(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    static <V> Map<String, V> toEmpty(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }
}
