package dev.portmux.planning.reference;

import dev.portmux.routes.Backend;
import java.util.List;

/** What a backend reference leads to. */
public sealed interface Resolution {

    /** The addresses behind it; none while a headless Service has no ready endpoint. */
    record Resolved(List<Backend> backends) implements Resolution {
        public Resolved {
            backends = List.copyOf(backends);
        }
    }

    /**
     * It leads nowhere; only its own route suffers.
     *
     * @param reason one of the Gateway API: BackendNotFound, InvalidKind, RefNotPermitted, UnsupportedAddress, UnsupportedProtocol
     */
    record Unresolved(String reason, String message) implements Resolution {}

    /** The backends, none if unresolved. */
    default List<Backend> backendsOrNone() {
        return switch (this) {
            case Resolved(var backends) -> backends;
            case Unresolved _ -> List.of();
        };
    }
}
