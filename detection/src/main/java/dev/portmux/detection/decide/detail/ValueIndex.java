package dev.portmux.detection.decide.detail;

import dev.portmux.routes.HostNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which routes ask for which value of one attribute: a method, a host, a server name, a database. One look-up answers for all
 * routes, however many there are.
 */
final class ValueIndex {
    private static final String WILDCARD = "*.";

    private final Map<String, RouteSet> exact = new HashMap<>();

    /** By what follows the star: {@code .example.com}. */
    private final Map<String, RouteSet> wildcards = new HashMap<>();

    private final RouteSet indifferent = new RouteSet();
    private int longestSuffix;

    /** Adds what a route asks for; nothing means that it takes every value, and none at all. */
    void add(int route, Collection<String> values) {
        if (values.isEmpty()) {
            indifferent.add(route);
        }
        for (String value : values) {
            exact.computeIfAbsent(value, key -> new RouteSet()).add(route);
            if (value.startsWith(WILDCARD)) {
                String suffix = value.substring(WILDCARD.length() - 1);
                wildcards.computeIfAbsent(suffix, key -> new RouteSet()).add(route);
                longestSuffix = Math.max(longestSuffix, suffix.length());
            }
        }
    }

    /** The routes that take a connection without this attribute. */
    RouteSet indifferent() {
        return indifferent;
    }

    /** The routes that take one of these values. */
    RouteSet taking(Collection<String> values) {
        RouteSet routes = RouteSet.copyOf(indifferent);
        values.forEach(value -> addFrom(exact, value, routes));
        return routes;
    }

    /** The routes that take this host name, by itself or by a wildcard above it. */
    RouteSet takingHost(String host) {
        String name = HostNames.normalised(host);
        RouteSet routes = RouteSet.copyOf(indifferent);
        addFrom(exact, name, routes);
        // No suffix longer than the longest wildcard is asked for, so a hostile name of dots costs no more than
        // another.
        int from = Math.max(1, name.length() - longestSuffix);
        for (int dot = name.indexOf('.', from); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            addFrom(wildcards, name.substring(dot), routes);
        }
        return routes;
    }

    private static void addFrom(Map<String, RouteSet> index, String key, RouteSet routes) {
        RouteSet found = index.get(key);
        if (found != null) {
            routes.addAll(found);
        }
    }
}
