package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the access log says.
 *
 * @param mode       All, Failures or Off; unset: All
 * @param firstBytes of a connection that no route took, in hex; 0 to 64; unset: 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessLogSpec(@Nullable String mode, @Nullable Integer firstBytes) {
    static final AccessLogSpec UNSET = new AccessLogSpec(null, null);
}
