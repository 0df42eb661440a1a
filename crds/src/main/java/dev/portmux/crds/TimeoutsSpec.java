package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Time limits of a connection that has a route, as Gateway API durations. {@code 0s} means no limit.
 *
 * @param connect    until a backend has accepted the connection, never zero; unset: 3s
 * @param idle       without a byte in either direction; unset: 0s
 * @param halfClosed without a byte after one side has ended; unset: 10m
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimeoutsSpec(
        @Nullable String connect,
        @Nullable String idle,
        @Nullable String halfClosed) {
    static final TimeoutsSpec UNSET = new TimeoutsSpec(null, null, null);
}
