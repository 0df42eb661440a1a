package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.observe.ConnectionListener;
import dev.portmux.sidecar.observe.ConnectionRecord;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The connections that have ended, in that order. */
final class EndedConnections implements ConnectionListener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<ConnectionRecord> ended = new LinkedBlockingQueue<>();

    @Override
    public void decided(ConnectionRecord connection) {}

    @Override
    public void ended(ConnectionRecord connection) {
        ended.add(connection);
    }

    /** Waits for the next one. */
    ConnectionRecord next() throws InterruptedException {
        ConnectionRecord record = ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(record).isNotNull();
        return record;
    }
}
