package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How long detection may take, as Gateway API durations ({@code 1m30s}, {@code 500ms}; GEP-2257).
 *
 * @param silence      without a byte before a server-first protocol is assumed; unset: 500ms
 * @param timeout      from accept to a chosen route; unset: 10s
 * @param learnSilence waits less for sources whose earlier clients were silent; unset: false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectionSpec(
        @Nullable String silence,
        @Nullable String timeout,
        @Nullable Boolean learnSilence) {
    static final DetectionSpec UNSET = new DetectionSpec(null, null, null);

    /** Without learning. */
    public static DetectionSpec of(@Nullable String silence, @Nullable String timeout) {
        return new DetectionSpec(silence, timeout, null);
    }
}
