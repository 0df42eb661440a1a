package dev.portmux.routes;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One row of the table.
 *
 * @param name     a DNS label, unique in its table
 * @param match    the condition on the first bytes
 * @param from     the sources that it applies to; empty: all
 * @param backends the backends, in turn; empty: connections are matched, then closed
 */
public record Route(String name, Match match, List<Cidr> from, List<Backend> backends) {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    public Route {
        if (!DNS_LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException("name: \"" + name
                    + "\" (expected: 1 to 63 lower-case letters, digits and '-', beginning and ending with no '-')");
        }
        from = List.copyOf(from);
        backends = List.copyOf(backends);
    }

    public boolean isFor(byte[] source) {
        return from.isEmpty() || from.stream().anyMatch(cidr -> cidr.contains(source));
    }
}
