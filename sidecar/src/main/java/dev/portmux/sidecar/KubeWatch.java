package dev.portmux.sidecar;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watch that is open. */
final class KubeWatch implements AutoCloseable {
    private static final int GRACE_SECONDS = 10;

    private final InputStream body;
    private final KubeJson json;

    /** @param timeoutSeconds when the API ends it; if it does not, the connection is dead and closed a little later */
    KubeWatch(InputStream body, int timeoutSeconds) throws IOException {
        this.body = body;
        json = new KubeJson(body);
        CompletableFuture.delayedExecutor(timeoutSeconds + GRACE_SECONDS, TimeUnit.SECONDS)
                .execute(this::close);
    }

    /** The next event, null when the watch has ended. */
    @Nullable KubeEvent next() throws IOException {
        return json.nextEvent();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }
}
