package dev.portmux.detection.explain;

import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.detection.decide.Outcome;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells what a decider does with the first bytes of a connection. */
final class DecisionReport {
    private final Decider decider;
    private final ByteBuffer bytes;

    DecisionReport(Decider decider, ByteBuffer bytes) {
        this.decider = decider;
        this.bytes = bytes;
    }

    Explanation.Result of(Explanation.End end) {
        Detection detection = decider.startFromAnywhere();
        Decision decision = detection.look(bytes);
        if (!(decision instanceof Decision.Wait wait)) {
            return result(decision, RouteTrace.first(bytes.limit(), this::decides));
        }
        return end == Explanation.End.EOF ? result(detection.endOfInput(), bytes.limit()) : waiting(detection, wait);
    }

    private boolean decides(int length) {
        return !(decider.startFromAnywhere().look(bytes.slice(0, length)) instanceof Decision.Wait);
    }

    private Explanation.Result waiting(Detection detection, Decision.Wait wait) {
        String reason = "no route is certain yet";
        if (wait.held()) {
            reason = "held back by earlier routes that wait for more bytes; after "
                    + decider.table().timing().hold().toMillis() + " ms without a byte: "
                    + told(detection.holdExpired());
        } else if (bytes.limit() == 0 && detection.speaksFirst()) {
            long window = detection.silenceWindow(java.time.Duration.ZERO).toMillis();
            String less = decider.table().timing().learn() && window > 0 ? " (less for sources known as silent)" : "";
            reason = "no byte yet; after " + window + " ms of silence" + less + ": " + told(detection.silenceExpired());
        }
        return new Explanation.Result(
                Explanation.Action.WAIT, Optional.empty(), Optional.empty(), bytes.limit(), reason);
    }

    private static String told(Decision decision) {
        return decision instanceof Decision.Chosen chosen
                ? "route " + chosen.route().name()
                : "close";
    }

    private static Explanation.Result result(Decision decision, int length) {
        return switch (decision) {
            case Decision.Chosen chosen ->
                new Explanation.Result(
                        Explanation.Action.ROUTE,
                        Optional.of(chosen.route().name()),
                        Optional.of(chosen.outcome()),
                        length,
                        because(chosen));
            case Decision.Close(Outcome outcome, String reason) ->
                new Explanation.Result(
                        Explanation.Action.CLOSE, Optional.empty(), Optional.of(outcome), length, reason);
            case Decision.Wait wait -> throw new IllegalStateException("no decision to tell: " + wait);
        };
    }

    private static String because(Decision.Chosen chosen) {
        String name = chosen.route().name();
        return switch (chosen.outcome()) {
            case MATCHED -> name + " says YES, and every route before it NO";
            case HELD -> name + " says YES, and the routes before it got too few bytes";
            case SILENCE -> "the client waits for the server to speak";
            default -> "no other route takes these bytes; " + name + " is the catch-all";
        };
    }
}
