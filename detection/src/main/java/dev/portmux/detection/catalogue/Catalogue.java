package dev.portmux.detection.catalogue;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * All protocols that are known by name. Each is one class that registers itself, so that adding one touches no other
 * file.
 */
public final class Catalogue {
    private static final List<Protocol> ALL =
            ServiceLoader.load(Protocol.class, Catalogue.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(Protocol::name))
                    .toList();

    private static final List<Protocol.ClientFirst> CLIENT_FIRST = ALL.stream()
            .filter(Protocol.ClientFirst.class::isInstance)
            .map(Protocol.ClientFirst.class::cast)
            .toList();

    private static final Map<String, Protocol> BY_NAME = byName();
    private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();
    private static final Map<String, Gate> GREETINGS = new ConcurrentHashMap<>();

    private Catalogue() {}

    /** All entries by name. */
    public static List<Protocol> all() {
        return ALL;
    }

    /** Those whose clients speak first, by name. */
    public static List<Protocol.ClientFirst> clientFirst() {
        return CLIENT_FIRST;
    }

    /** The entry with this name or alias. */
    public static Optional<Protocol> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The entry with this name or alias.
     *
     * @throws IllegalArgumentException naming the value and the nearest name that there is
     */
    public static Protocol get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + name + "\" (expected: a protocol name; the nearest is \"" + nearest(name) + "\")"));
    }

    /** The compiled protocol; each is compiled once, when it is first asked for. */
    public static Gate gate(Protocol.ClientFirst protocol) {
        return GATES.computeIfAbsent(
                protocol.name(), name -> new Gate(ByteAutomaton.of(protocol.envelope()), protocol.condition()));
    }

    /** What the servers of a protocol begin with; empty if the protocol is unknown, or its clients speak first. */
    public static Optional<Gate> greeting(String name) {
        return find(name)
                .filter(Protocol.ServerFirst.class::isInstance)
                .map(Protocol.ServerFirst.class::cast)
                .map(protocol -> GREETINGS.computeIfAbsent(
                        protocol.name(), _ -> Gate.exactly(ByteAutomaton.of(protocol.greetingEnvelope()))));
    }

    /** What the protocol says of these bytes. */
    public static Verdict look(Protocol.ClientFirst protocol, ByteBuffer prefix) {
        return gate(protocol).look(prefix);
    }

    /** The values that its first byte can have, each as one byte. */
    public static List<Bytes> firstBytes(Protocol.ClientFirst protocol) {
        ByteAutomaton envelope = gate(protocol).envelope();
        return IntStream.range(0, 256)
                .filter(value -> envelope.step(envelope.start(), value) != ByteAutomaton.NO)
                .mapToObj(value -> Bytes.of(new byte[] {(byte) value}))
                .toList();
    }

    private static String nearest(String name) {
        return BY_NAME.keySet().stream()
                .min(Comparator.<String>comparingInt(each -> distance(name, each))
                        .thenComparing(each -> each))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private static Map<String, Protocol> byName() {
        Map<String, Protocol> byName = new HashMap<>();
        for (Protocol protocol : ALL) {
            add(byName, protocol.name(), protocol);
            protocol.aliases().forEach(alias -> add(byName, alias, protocol));
        }
        return byName;
    }

    private static void add(Map<String, Protocol> byName, String name, Protocol protocol) {
        if (byName.put(name, protocol) != null) {
            throw new IllegalStateException("two protocols are called " + name);
        }
    }
}
