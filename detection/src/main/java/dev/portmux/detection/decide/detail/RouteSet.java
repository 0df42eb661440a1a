package dev.portmux.detection.decide.detail;

import dev.portmux.routes.RoutingTable;

/** A set of route numbers in two words, so that a connection's candidates cost the same for 1 and for 100 routes. */
public final class RouteSet {
    /** No route: more than every number of one. */
    public static final int NONE = 2 * Long.SIZE;

    private long low;
    private long high;

    static {
        assert RoutingTable.MOST_ROUTES <= NONE;
    }

    public static RouteSet copyOf(RouteSet other) {
        RouteSet copy = new RouteSet();
        copy.addAll(other);
        return copy;
    }

    public void add(int route) {
        if (route < Long.SIZE) {
            low |= 1L << route;
        } else {
            high |= 1L << route;
        }
    }

    void addAll(RouteSet other) {
        low |= other.low;
        high |= other.high;
    }

    public void removeAll(RouteSet other) {
        low &= ~other.low;
        high &= ~other.high;
    }

    public void retainAll(RouteSet other) {
        low &= other.low;
        high &= other.high;
    }

    public boolean isEmpty() {
        return (low | high) == 0;
    }

    /** The first member that is at least {@code from}, or {@link #NONE}. */
    public int next(int from) {
        return next(from, low, high);
    }

    /** The first member that is at least {@code from} and not one of the others, or {@link #NONE}. */
    public int nextBeside(RouteSet others, int from) {
        return next(from, low & ~others.low, high & ~others.high);
    }

    /** The first member that is one of the others too, or {@link #NONE}. */
    public int firstIn(RouteSet others) {
        return next(0, low & others.low, high & others.high);
    }

    private static int next(int from, long low, long high) {
        long rest = from < Long.SIZE ? low & -1L << from : 0;
        if (rest != 0) {
            return Long.numberOfTrailingZeros(rest);
        }
        rest = from < Long.SIZE ? high : from < NONE ? high & -1L << from : 0;
        return Long.SIZE + Long.numberOfTrailingZeros(rest);
    }
}
