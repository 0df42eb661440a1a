package dev.portmux.detection.decide;

import dev.portmux.routes.RoutingTable;

/** A set of route numbers in two words, so that a connection's candidates cost the same for 1 and for 100 routes. */
final class RouteSet {
    private long low;
    private long high;

    static {
        assert RoutingTable.MOST_ROUTES <= 2 * Long.SIZE;
    }

    void add(int route) {
        if (route < Long.SIZE) {
            low |= 1L << route;
        } else {
            high |= 1L << route;
        }
    }

    void remove(int route) {
        if (route < Long.SIZE) {
            low &= ~(1L << route);
        } else {
            high &= ~(1L << route);
        }
    }

    void addAll(RouteSet other) {
        low |= other.low;
        high |= other.high;
    }

    void retainAll(RouteSet other) {
        low &= other.low;
        high &= other.high;
    }

    boolean isEmpty() {
        return (low | high) == 0;
    }

    /** The first member that is at least {@code from}, or -1. */
    int next(int from) {
        long rest = from < Long.SIZE ? low & -1L << from : 0;
        if (rest != 0) {
            return Long.numberOfTrailingZeros(rest);
        }
        rest = from < Long.SIZE ? high : from < 2 * Long.SIZE ? high & -1L << from : 0;
        return rest == 0 ? -1 : Long.SIZE + Long.numberOfTrailingZeros(rest);
    }
}
