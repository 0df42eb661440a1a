package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Timeouts;
import dev.portmux.sidecar.net.Wire;
import dev.portmux.sidecar.net.WireListener;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.upstream.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Dials a backend of the chosen route on the loop of the client, then relays. */
final class RelayStage implements Stage {
    /** A backend that takes longer is passed over. */
    private static final long CONNECT_TIMEOUT = 3_000_000_000L;

    private static final int MOST_TRIES = 3;
    private static final String REFUSED = "connection refused";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connection connection;
    private final Wire client;
    private final Loop loop;
    private final Target target;
    private final int turn;
    private int tries;
    private @Nullable Relay relay;
    private @Nullable Wire backend;
    private Timeouts.@Nullable Timeout connecting;

    RelayStage(Connection connection, Wire client, Loop loop, Target target) {
        this.connection = connection;
        this.client = client;
        this.loop = loop;
        this.target = target;
        turn = loop.nextTurn();
    }

    void start(FirstBytes first) {
        ByteBuffer bytes =
                first.bytes().isDirect() ? first.bytes() : loop.buffers().toSend(first.bytes());
        dial(bytes, first.ended());
        if (first.readable()) {
            readable(first.ending());
        }
    }

    /** Tries the backends that were not yet tried until one can be waited for. */
    private void dial(ByteBuffer first, boolean ended) {
        int most = Math.min(target.backends().size(), MOST_TRIES);
        while (tries < most) {
            InetSocketAddress address = target.backend(turn + tries++);
            try {
                Wire wire = loop.dialer().dial(address);
                backend = wire;
                if (connect(wire, first, ended)) {
                    return;
                }
                loop.journal().dialFailed(target, address, REFUSED);
            } catch (IOException e) {
                loop.journal().dialFailed(target, address, String.valueOf(e.getMessage()));
            }
            closeBackend();
        }
        connection.end(Result.DIAL_FAILED);
    }

    private boolean connect(Wire wire, ByteBuffer first, boolean ended) throws IOException {
        Relay.State state = Relay.State.OPEN;
        Relay to = relay;
        if (to == null) {
            to = new Relay(client, wire, loop.buffers());
            relay = to;
            state = to.begin(first, ended);
        } else {
            to.redial(wire);
        }
        if (state == Relay.State.DIAL_FAILED) {
            return false;
        }
        wire.open(new BackendListener(to));
        if (!to.connected()) {
            connecting = loop.timeouts().after(CONNECT_TIMEOUT, () -> dialFailed("no answer in 3 s"));
        }
        act(state);
        return true;
    }

    private void dialFailed(String reason) {
        loop.journal().dialFailed(target, target.backend(turn + tries - 1), reason);
        closeBackend();
        dial(NOTHING, false);
    }

    private void act(Relay.State state) {
        switch (state) {
            case OPEN -> {}
            case ENDED -> connection.end();
            case RESET -> connection.reset();
            case DIAL_FAILED -> dialFailed(REFUSED);
        }
    }

    private void connected() {
        if (connecting != null) {
            connecting.cancel();
            connecting = null;
        }
    }

    private void closeBackend() {
        connected();
        if (backend != null) {
            backend.close();
            backend = null;
        }
    }

    @Override
    public void readable(boolean ending) {
        if (relay != null && backend != null) {
            act(relay.clientReadable(ending));
        }
    }

    @Override
    public void writable() {
        if (relay != null && backend != null) {
            act(relay.clientWritable());
        }
    }

    @Override
    public void failed(Throwable cause) {
        connection.reset();
    }

    @Override
    public void release(boolean abort) {
        if (relay != null) {
            relay.discard();
        }
        if (abort && backend != null) {
            backend.abort();
        }
        closeBackend();
    }

    @Override
    public long bytesIn() {
        return relay == null ? 0 : relay.bytesIn();
    }

    @Override
    public long bytesOut() {
        return relay == null ? 0 : relay.bytesOut();
    }

    private final class BackendListener implements WireListener {
        private final Relay relay;

        BackendListener(Relay relay) {
            this.relay = relay;
        }

        @Override
        public void readable(boolean ending) {
            act(relay.backendReadable(ending));
        }

        @Override
        public void writable() {
            connected();
            act(relay.backendWritable());
        }

        @Override
        public void failed(Throwable cause) {
            if (relay.connected()) {
                connection.reset();
            } else {
                dialFailed(String.valueOf(cause.getMessage()));
            }
        }
    }
}
