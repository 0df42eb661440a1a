package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PROXY protocol headers that load balancers put in front of the bytes of clients.
 *
 * @param mode           Require, Lazy or Optional; unset: Require
 * @param trustedSources the load balancers, as {@code ADDRESS/PREFIX-LENGTH}; 1 to 64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProxyProtocolSpec(@Nullable String mode, List<String> trustedSources) {
    public ProxyProtocolSpec {
        trustedSources = Absent.toEmpty(trustedSources);
    }
}
