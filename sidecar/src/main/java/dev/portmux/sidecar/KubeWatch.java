package dev.portmux.sidecar;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One watch that is open. */
record KubeWatch(KubeConnection connection, KubeJson json) implements AutoCloseable {

    /** The next event, null when the watch has ended. */
    @Nullable KubeEvent next() throws IOException {
        return json.nextEvent();
    }

    @Override
    public void close() {
        connection.close();
    }
}
