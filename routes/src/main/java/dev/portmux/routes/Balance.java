package dev.portmux.routes;

/** How a route spreads its connections over the addresses of a backend group. */
public enum Balance {
    ROUND_ROBIN("RoundRobin"),
    /** To the address with the fewest open connections of this sidecar. */
    LEAST_CONNECTIONS("LeastConnections"),
    /** A source always to the same address, as long as that is there. */
    SOURCE_HASH("SourceHash");

    private final String label;

    Balance(String label) {
        this.label = label;
    }

    /** The value in JSON and in the resource. */
    public String label() {
        return label;
    }
}
