package dev.portmux.routes;

import java.util.List;

/**
 * PROXY protocol headers in front of the bytes of clients, written by a load balancer.
 *
 * @param mode           what the port expects of a trusted source
 * @param trustedSources the load balancers; a header from another source is never believed
 * @see <a href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
public record ProxyProtocol(Mode mode, List<Cidr> trustedSources) {

    /** What the port expects of a trusted source. Each name is also its value in JSON. */
    public enum Mode {
        /** The header comes at once; a connection without it is closed. */
        REQUIRE("Require"),
        /** The header comes with the client's first bytes, so a client that waits for the server seems silent until then. */
        LAZY("Lazy"),
        /** The header may be missing. */
        OPTIONAL("Optional");

        private final String label;

        Mode(String label) {
            this.label = label;
        }

        /** The value in JSON and in the resource. */
        public String label() {
            return label;
        }
    }

    /** Versions that the sidecar writes in front of a backend's bytes. Each name is also its value in JSON. */
    public enum Version {
        V1,
        V2
    }

    public ProxyProtocol {
        trustedSources = List.copyOf(trustedSources);
        if (trustedSources.isEmpty()) {
            throw new IllegalArgumentException("trustedSources: none (expected: the addresses of the load balancer)");
        }
    }

    /** Whether a header from this address (4 or 16 bytes) is believed. */
    public boolean trusts(byte[] source) {
        for (Cidr range : trustedSources) {
            if (range.contains(source)) {
                return true;
            }
        }
        return false;
    }
}
