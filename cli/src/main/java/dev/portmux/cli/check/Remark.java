package dev.portmux.cli.check;

import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One thing to be said about a PortMux.
 *
 * @param kind    {@code schema}, {@code spec}, {@code reference} or that of the finding
 * @param place   {@code edge.yaml:14}; empty outside a file
 * @param route   that it is about, if it is about one
 * @param others  routes that it has to do with
 * @param example bytes that show it
 * @param fix     what to do; empty if nothing has to be done
 */
public record Remark(
        Severity severity,
        String kind,
        String message,
        String place,
        Optional<String> route,
        List<String> others,
        Optional<Bytes> example,
        String fix) {
    static Remark error(String kind, String message, String place) {
        return new Remark(Severity.ERROR, kind, message, place, Optional.empty(), List.of(), Optional.empty(), "");
    }
}
