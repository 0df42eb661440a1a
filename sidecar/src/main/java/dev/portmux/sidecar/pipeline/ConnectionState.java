package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.upstream.Attempts;
import java.nio.ByteBuffer;

/**
 * The state of a connection.
 *
 * <pre>
 *  accept ──► Deciding ──RouteTo──► Dialling ──connected──► Relaying
 *                │ ▲ │                │  ▲ │                   │
 *                └─┘ │                └──┘ │                   │
 *        More: bytes,│           refused: │ none left         │ both ended, or one reset
 *        idle        │           the next │                   │
 *                    ▼                     ▼                   ▼
 *        Close ──► Ended ◄─────────────────┴───────────────────┘
 * </pre>
 */
sealed interface ConnectionState permits Deciding, Dialling, ConnectionState.Relaying, ConnectionState.Ended {

    ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Bytes from the client so far. */
    long bytesIn();

    /** Bytes from the backend so far. */
    long bytesOut();

    /** The bytes from the client while no route is chosen. */
    default ByteBuffer undecided() {
        return NOTHING;
    }

    /** A backend is connected: the last one of the attempts. */
    record Relaying(Relay relay, Socket backend, Attempts attempts) implements ConnectionState {
        @Override
        public long bytesIn() {
            return relay.bytesIn();
        }

        @Override
        public long bytesOut() {
            return relay.bytesOut();
        }
    }

    /** The final state; no event follows. */
    record Ended(Result result, long bytesIn, long bytesOut, ByteBuffer undecided) implements ConnectionState {}
}
