package dev.portmux.crds;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** In one order, so that the same map is written the same each time. */
    static <V> Map<String, V> toEmpty(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
