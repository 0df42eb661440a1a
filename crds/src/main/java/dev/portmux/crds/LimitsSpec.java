package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How many connections one sidecar pod accepts, 0 to 1,000,000. Unset or 0: no limit. A source is an IPv4 address or an IPv6
 * network of 64 bits.
 *
 * @param connections                      open at once
 * @param connectionsPerSource             open at once from one source
 * @param undecidedPerSource               without a route, at once from one source
 * @param newConnectionsPerSecondPerSource accepted in a second from one source
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsSpec(
        @Nullable Integer connections,
        @Nullable Integer connectionsPerSource,
        @Nullable Integer undecidedPerSource,
        @Nullable Integer newConnectionsPerSecondPerSource) {
    static final LimitsSpec NONE = new LimitsSpec(null, null, null, null);
}
