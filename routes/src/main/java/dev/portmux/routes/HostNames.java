package dev.portmux.routes;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Normalises the host names of routes and clients: lower case, no dot at the end. Labels hold letters, digits, '-' and '_'; a
 * wildcard is a first label that is exactly {@code *}.
 */
public final class HostNames {
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final String NAME = "(\\*\\.)?" + LABEL + "(\\." + LABEL + "){0,126}\\.?";

    private HostNames() {}

    /** @throws IllegalArgumentException naming the field, its index and the value */
    static Set<String> normalised(String field, Set<String> names) {
        List<String> list = names.stream().sorted().toList();
        return Texts.checked(field, list, NAME, "a host name, or *. and a host name").stream()
                .map(HostNames::normalised)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The form in which names are compared. */
    public static String normalised(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
