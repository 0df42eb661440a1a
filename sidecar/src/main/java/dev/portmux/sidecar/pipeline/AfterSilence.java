package dev.portmux.sidecar.pipeline;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.upstream.Upstream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks at the first bytes of both sides of a connection that silence has routed. Silence says nothing of the protocol, so the
 * backend's greeting is compared with that of the route's protocol. Only the first segment is looked at.
 */
final class AfterSilence {
    /** Enough to recognise a server by. */
    private static final int TOLD = 32;

    private final Upstream upstream;
    private final Optional<Gate> greeting;
    private final Optional<Step.SilenceListener> listener;
    private final ConnectionObserver observer;
    private boolean backendSpoke;

    private AfterSilence(Step.RouteTo chosen, Optional<Gate> greeting, ConnectionObserver observer) {
        upstream = chosen.upstream();
        listener = chosen.listener();
        this.greeting = greeting;
        this.observer = observer;
    }

    /** Empty if there is nothing to look at: the client has spoken, or no greeting is known and nobody listens. */
    static Optional<AfterSilence> of(Step.RouteTo chosen, ConnectionObserver observer) {
        ConnectionFacts.Detected detected = chosen.facts().detected();
        if (detected.bytes() > 0) {
            return Optional.empty();
        }
        Optional<Gate> greeting = Catalogue.greeting(detected.protocol());
        return greeting.isPresent() || chosen.listener().isPresent()
                ? Optional.of(new AfterSilence(chosen, greeting, observer))
                : Optional.empty();
    }

    void watch(Relay relay) {
        relay.onFirstBytes(this::clientSpoke, this::backendSpoke);
    }

    private void clientSpoke(ByteBuffer bytes) {
        listener.ifPresent(whom -> whom.clientSpoke(bytes, !backendSpoke));
    }

    private void backendSpoke(ByteBuffer bytes) {
        backendSpoke = true;
        if (greeting.isPresent() && greeting.get().look(bytes) == Verdict.NO) {
            byte[] told = new byte[Math.min(bytes.limit(), TOLD)];
            bytes.get(0, told);
            observer.greetingMismatched(upstream, Bytes.of(told));
        }
    }
}
