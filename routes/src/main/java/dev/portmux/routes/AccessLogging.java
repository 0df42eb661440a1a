package dev.portmux.routes;

/**
 * What the access log says.
 *
 * @param mode       which connections have a line
 * @param firstBytes how many of the first bytes it has, in hex, of a connection that no route took; at most {@value #MOST_BYTES}
 */
public record AccessLogging(Mode mode, int firstBytes) {
    private static final int MOST_BYTES = 64;

    public static final AccessLogging DEFAULT = new AccessLogging(Mode.ALL, 0);

    /** Which connections have a line. */
    public enum Mode {
        ALL("All"),
        /** Those that were not relayed to their regular end. */
        FAILURES("Failures"),
        OFF("Off");

        private final String label;

        Mode(String label) {
            this.label = label;
        }

        /** The value in JSON and in the resource. */
        public String label() {
            return label;
        }
    }

    public AccessLogging {
        if (firstBytes < 0 || firstBytes > MOST_BYTES) {
            throw new IllegalArgumentException("firstBytes: " + firstBytes + " (expected: 0 to " + MOST_BYTES + ")");
        }
    }
}
