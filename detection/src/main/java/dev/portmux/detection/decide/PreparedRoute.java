package dev.portmux.detection.decide;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.detail.DetailMatcher;
import dev.portmux.detection.decide.detail.DetailReading;
import dev.portmux.routes.Route;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A route made ready to judge connections. */
public final class PreparedRoute {

    /** What a route waits for. */
    public enum Kind {
        BYTES,
        SILENCE,
        CATCH_ALL
    }

    private final Route route;
    private final Kind kind;
    private final Gate gate;
    private final Optional<DetailMatcher> details;

    /**
     * Makes a route ready.
     *
     * @param gate    what a protocol, a payload or a regex accepts; accepts nothing for routes that wait for no bytes
     * @param details what the route asks of that protocol beside
     */
    PreparedRoute(Route route, Kind kind, Gate gate, Optional<DetailMatcher> details) {
        this.route = route;
        this.kind = kind;
        this.gate = gate;
        this.details = details;
    }

    public Route route() {
        return route;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether it takes clients that say nothing: by its protocol, or because the route asks for it. Catch-alls do not count; they
     * take what is left.
     */
    public boolean takesSilence() {
        return kind == Kind.SILENCE || (kind == Kind.BYTES && route.silence());
    }

    /** Judges the bytes 0 to {@code prefix.limit()} by themselves, from the first one on. */
    public Verdict look(ByteBuffer prefix) {
        Verdict verdict = gate.look(prefix);
        if (details.isEmpty() || verdict == Verdict.NO) {
            return verdict;
        }
        DetailReading reading = details.get().begin();
        reading.read(prefix);
        if (!reading.no().isEmpty()) {
            return Verdict.NO;
        }
        return reading.open().isEmpty() ? verdict : Verdict.MORE;
    }

    /** Everything that can match. */
    public ByteAutomaton envelope() {
        return gate.envelope();
    }

    /** Whether the envelope is exactly what matches. */
    public boolean exact() {
        return gate.condition().isEmpty() && details.isEmpty();
    }

    /** Whether the envelope is a whole protocol, and the route asks for details of it. */
    public boolean detailed() {
        return details.isPresent();
    }

    Gate gate() {
        return gate;
    }
}
