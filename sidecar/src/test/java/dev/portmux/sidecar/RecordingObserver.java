package dev.portmux.sidecar;

import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.net.Addresses;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.ConnectionObserver;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers how connections ended, by the port of their clients. */
class RecordingObserver implements ConnectionObserver {
    private final Map<Integer, Result> results = new ConcurrentHashMap<>();
    private final List<String> dialFailures = new CopyOnWriteArrayList<>();

    Map<Integer, Result> results() {
        return results;
    }

    @Override
    public void refused(Connection connection) {
        ended(connection);
    }

    @Override
    public void accepted(Connection connection) {}

    @Override
    public void decided(Connection connection) {}

    @Override
    public void dialFailed(Upstream upstream, InetSocketAddress backend, String reason) {
        dialFailures.add(upstream.route() + " " + Addresses.text(backend) + " " + reason);
    }

    /** Route, address and reason of each. */
    List<String> dialFailures() {
        return dialFailures;
    }

    @Override
    public void greetingMismatched(Upstream upstream, Bytes greeting) {}

    @Override
    public void ended(Connection connection) {
        int client = connection.facts().source().port();
        if (results.put(client, connection.result()) != null) {
            throw new AssertionError("ended twice: " + client);
        }
    }

    @Override
    public void acceptFailed(IOException cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void unexpected(Throwable error) {
        throw new AssertionError(error);
    }
}
