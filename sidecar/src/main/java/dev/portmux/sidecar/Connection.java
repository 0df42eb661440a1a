package dev.portmux.sidecar;

import dev.portmux.detection.decide.Decision;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's connection from accept to its one line in the access log. */
final class Connection implements WireListener {
    private final Loop loop;
    private final Wire client;
    private final Peer peer;
    private final Routing routing;
    private final long acceptedAt;
    private Stage stage;
    private @Nullable Target target;
    private String protocol = "";
    private Result result = Result.PROBE;
    private long detectionNanos;
    private int detectionBytes;
    private long countedIn;
    private long countedOut;
    private boolean over;

    /** Neighbours in the list of the loop's open connections. */
    @Nullable Connection earlier;

    @Nullable Connection later;

    Connection(Loop loop, Wire client, Peer peer, Routing routing) {
        this.loop = loop;
        this.client = client;
        this.peer = peer;
        this.routing = routing;
        acceptedAt = loop.nanoTime();
        stage = new DetectionStage(
                this,
                client,
                loop,
                routing.decider().start(peer.address()),
                routing.decider().table().timing());
    }

    void start() {
        try {
            client.open(this);
        } catch (IOException e) {
            end(Result.RESET);
        }
    }

    void chosen(Decision.Chosen chosen, FirstBytes first) {
        decided(chosen.bytes());
        result = Result.of(chosen.outcome());
        protocol = chosen.protocol();
        Target to = routing.target(chosen.route());
        target = to;
        loop.journal().decided(this);
        if (to.backends().isEmpty()) {
            end(Result.NO_BACKEND);
            return;
        }
        stage.release(false);
        RelayStage relaying = new RelayStage(this, client, loop, to);
        stage = relaying;
        relaying.start(first);
    }

    private void decided(int bytes) {
        detectionNanos = loop.nanoTime() - acceptedAt;
        detectionBytes = bytes;
    }

    /** Both sides have ended, as they should. */
    void end() {
        end(result, false);
    }

    void end(Result how) {
        end(how, false);
    }

    /** A side broke; the other one is to know. */
    void reset() {
        end(Result.RESET, true);
    }

    private void end(Result how, boolean abort) {
        if (over) {
            return;
        }
        over = true;
        result = how;
        if (target == null) {
            decided((int) stage.bytesIn());
        }
        stage.release(abort);
        if (abort) {
            client.abort();
        } else {
            client.close();
        }
        loop.ended(this);
    }

    @Override
    public void readable(boolean ending) {
        stage.readable(ending);
    }

    @Override
    public void writable() {
        stage.writable();
    }

    @Override
    public void failed(Throwable cause) {
        if (!(cause instanceof IOException)) {
            loop.journal().unexpected(cause);
        }
        stage.failed(cause);
    }

    /** Where it was routed to, if it was. */
    Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    Result result() {
        return result;
    }

    long detectionNanos() {
        return detectionNanos;
    }

    int detectionBytes() {
        return detectionBytes;
    }

    /** Bytes from the client since the last call. */
    long newBytesIn() {
        long since = bytesIn() - countedIn;
        countedIn += since;
        return since;
    }

    /** Bytes from the backend since the last call. */
    long newBytesOut() {
        long since = bytesOut() - countedOut;
        countedOut += since;
        return since;
    }

    LogEntry entry(boolean ended) {
        return new LogEntry(
                ended,
                System.currentTimeMillis(),
                peer,
                target == null ? "" : target.route(),
                protocol,
                result,
                detectionNanos,
                detectionBytes,
                bytesIn(),
                bytesOut(),
                loop.nanoTime() - acceptedAt);
    }

    long bytesIn() {
        return stage.bytesIn();
    }

    long bytesOut() {
        return stage.bytesOut();
    }
}
