package dev.portmux.detection.overlap;

import dev.portmux.routes.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that was found out about the routes of a table.
 *
 * @param route        the route that it is about
 * @param others       the routes that it has to do with
 * @param witness      the shortest bytes that show it, where bytes can
 * @param message      one sentence
 * @param fix          what to do about it; empty if nothing has to be done
 * @param acknowledged whether the user has said that it is known and wanted
 */
public record Finding(
        Severity severity,
        Kind kind,
        String route,
        List<String> others,
        Optional<Bytes> witness,
        String message,
        String fix,
        boolean acknowledged) {

    public Finding {
        others = List.copyOf(others);
    }

    /** A finding that nobody has acknowledged. */
    public Finding(
            Severity severity,
            Kind kind,
            String route,
            List<String> others,
            Optional<Bytes> witness,
            String message,
            String fix) {
        this(severity, kind, route, others, witness, message, fix, false);
    }

    /** The same as a note, about which nothing has to be done. */
    Finding acknowledge() {
        return new Finding(Severity.NOTE, kind, route, others, witness, message + " (acknowledged)", "", true);
    }

    /** How bad it is. With an ERROR the table must not be used. */
    public enum Severity {
        ERROR,
        WARN,
        NOTE
    }

    /** What was found. */
    public enum Kind {
        /** The route can never be chosen: earlier ones accept everything that it accepts. */
        UNREACHABLE,
        /** The match accepts nothing. */
        IMPOSSIBLE,
        /** The match cannot be read. */
        INVALID,
        /** A limit was reached, which the message names. */
        TOO_COMPLEX,
        /** Two routes take the same silent clients. */
        SILENT_TWICE,
        /** The route asks for silent clients, which it gets anyway. */
        SILENT_ANYWAY,
        /** The route asks for the source of silent clients, which is not known while they are silent. */
        SOURCE_UNKNOWN,
        /** The route asks for a source that the client itself may have written. */
        SOURCE_FORGED,
        /** An earlier route accepts bytes that this one accepts too: the order decides. */
        ORDER_DECIDES,
        /** An earlier route may still wait for bytes when this one has matched. */
        MAY_DELAY,
        /** The envelopes overlap, but no sample was accepted by both detectors. */
        NOT_PROVEN;

        /** The form in JSON: {@code order_decides}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All of it in lines: message, example, fix. */
    @Override
    public String toString() {
        return severity + "  " + message
                + witness.map(bytes -> "\n  example  " + bytes.hex() + "  " + bytes.text())
                        .orElse("")
                + (fix.isEmpty() ? "" : "\n  fix: " + fix);
    }
}
