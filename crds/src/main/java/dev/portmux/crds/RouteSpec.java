package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One route, from what the first bytes say to a backend.
 *
 * @param name                 a DNS label, unique in its PortMux
 * @param acknowledgedOverlaps names of other routes whose overlap with this one is known and wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteSpec(
        String name,
        MatchSpec match,
        BackendRef backendRef,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acknowledgedOverlaps) {

    public RouteSpec {
        name = Absent.to(name, "");
        match = Absent.to(match, MatchSpec.ANY);
        backendRef = Absent.to(backendRef, BackendRef.NONE);
        acknowledgedOverlaps = Absent.toEmpty(acknowledgedOverlaps);
    }
}
