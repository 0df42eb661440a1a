package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One route, from what the first bytes say to its backends.
 *
 * @param name                 a DNS label, unique in its PortMux
 * @param backendRef           its only backend; unset: it has {@code backendRefs}
 * @param backendRefs          1 to 16 backends with weights; empty: it has {@code backendRef}
 * @param balance              RoundRobin, LeastConnections or SourceHash over the endpoints; unset: a Service is left to
 *                             spread connections itself
 * @param acknowledgedOverlaps names of other routes whose overlap with this one is known and wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteSpec(
        String name,
        MatchSpec match,
        @Nullable BackendRef backendRef,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BackendRef> backendRefs,
        @Nullable String balance,
        @Nullable Limits limits,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acknowledgedOverlaps) {

    public RouteSpec {
        name = Absent.to(name, "");
        match = Absent.to(match, MatchSpec.ANY);
        backendRefs = Absent.toEmpty(backendRefs);
        acknowledgedOverlaps = Absent.toEmpty(acknowledgedOverlaps);
    }

    /** A route with one backend and no options. */
    public static RouteSpec of(String name, MatchSpec match, BackendRef backendRef) {
        return new RouteSpec(name, match, backendRef, List.of(), null, null, List.of());
    }

    /**
     * What one sidecar pod allows of this route.
     *
     * @param connections open at once, 0 to 1,000,000; unset or 0: no limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Limits(@Nullable Integer connections) {}

    /**
     * A backend of a route.
     *
     * @param field of the route that it is: {@code backendRef} or {@code backendRefs[1]}
     */
    public record Backend(String field, BackendRef reference) {}

    /** All of its backends, in whichever field they are. */
    public List<Backend> backends() {
        return Stream.concat(
                        Stream.ofNullable(backendRef).map(one -> new Backend("backendRef", one)),
                        IntStream.range(0, backendRefs.size())
                                .mapToObj(i -> new Backend("backendRefs[" + i + "]", backendRefs.get(i))))
                .toList();
    }
}
