package dev.portmux.operator.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Remembers something about the keys that were used last, and forgets it about the others: there may be any number of objects, and
 * nobody says which of them are gone.
 */
final class Recent<K, V> {
    private static final int MOST = 10_000;

    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Replaces what is remembered, empty for nothing, and returns the new value. */
    synchronized Optional<V> update(K key, UnaryOperator<Optional<V>> change) {
        Optional<V> next = change.apply(Optional.ofNullable(values.get(key)));
        next.ifPresentOrElse(value -> values.put(key, value), () -> values.remove(key));
        return next;
    }

    void put(K key, V value) {
        update(key, _ -> Optional.of(value));
    }

    void remove(K key) {
        update(key, _ -> Optional.empty());
    }
}
