package dev.portmux.routes;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One row of the table.
 *
 * @param name           a DNS label, unique in its table
 * @param match          the condition on the first bytes
 * @param silence        also takes clients that send nothing. Protocols whose server speaks first always do
 * @param from           the sources that it applies to; empty: all
 * @param balance        over the addresses of a group
 * @param maxConnections open at once through one sidecar; 0: no limit
 * @param groups         the backends. Without any address, connections are matched, then closed
 */
public record Route(
        String name,
        Match match,
        boolean silence,
        List<Cidr> from,
        Balance balance,
        int maxConnections,
        List<BackendGroup> groups) {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    public Route {
        if (!DNS_LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException("name: \"" + name
                    + "\" (expected: 1 to 63 lower-case letters, digits and '-', beginning and ending with no '-')");
        }
        ConnectionLimits.check("maxConnections", maxConnections);
        from = List.copyOf(from);
        groups = List.copyOf(groups);
    }

    /** A route without options: its backends take connections in turn. */
    public Route(String name, Match match, List<Cidr> from, List<Backend> backends) {
        this(name, match, false, from, Balance.ROUND_ROBIN, 0, List.of(BackendGroup.of(backends)));
    }

    /** The addresses of all groups. */
    public List<Backend> backends() {
        return groups.stream().flatMap(group -> group.backends().stream()).toList();
    }

    /** The same route to nowhere, for judging what it matches. */
    public Route withoutBackends() {
        return new Route(name, match, silence, from, Balance.ROUND_ROBIN, 0, List.of(BackendGroup.of(List.of())));
    }

    public boolean isFor(byte[] source) {
        return from.isEmpty() || from.stream().anyMatch(cidr -> cidr.contains(source));
    }
}
