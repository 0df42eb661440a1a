package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One route, from what the first bytes say to a backend.
 *
 * @param name a DNS label, unique in its PortMux
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteSpec(String name, MatchSpec match, BackendRef backendRef) {

    public RouteSpec {
        name = Absent.to(name, "");
        match = Absent.to(match, MatchSpec.ANY);
        backendRef = Absent.to(backendRef, BackendRef.NONE);
    }
}
