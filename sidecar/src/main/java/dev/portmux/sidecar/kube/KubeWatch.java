package dev.portmux.sidecar.kube;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open watch. */
public record KubeWatch(KubeConnection connection, KubeJson json) implements AutoCloseable {

    /** The next event, null when the watch has ended. */
    public @Nullable KubeEvent next() throws IOException {
        return json.nextEvent();
    }

    @Override
    public void close() {
        connection.close();
    }
}
