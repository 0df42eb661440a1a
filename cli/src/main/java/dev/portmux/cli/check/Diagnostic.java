package dev.portmux.cli.check;

import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One finding about a PortMux.
 *
 * @param kind    {@code schema}, {@code spec}, {@code reference} or the kind of the proof's finding
 * @param place   {@code edge.yaml:14}; empty outside a file
 * @param route   the route that it is about; empty if it is about the whole resource
 * @param others  other routes that are involved
 * @param example first bytes of a connection that show it
 * @param fix     what to do; empty if nothing has to be done
 */
public record Diagnostic(
        Severity severity,
        String kind,
        String message,
        String place,
        Optional<String> route,
        List<String> others,
        Optional<Bytes> example,
        String fix) {
    static Diagnostic error(String kind, String message, String place) {
        return new Diagnostic(Severity.ERROR, kind, message, place, Optional.empty(), List.of(), Optional.empty(), "");
    }
}
