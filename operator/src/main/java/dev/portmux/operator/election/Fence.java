package dev.portmux.operator.election;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Keeps a leader from writing once its Lease may have gone to another. None of the leader's timers runs while its whole
 * process is paused; after the pause, work would go on until the election finds out. So each write first checks when the
 * Lease was last renewed.
 */
public final class Fence implements Interceptor {
    /** The end of the path, since the API server may be below a path of its own. No name can hold a slash. */
    private static final Pattern LEASES =
            Pattern.compile("/apis/coordination\\.k8s\\.io/[^/]+/namespaces/[^/]+/leases(?:/[^/]+)?$");

    private final long longest;
    private final LongSupplier nanoTime;
    private final Runnable lost;
    private volatile boolean held;
    private volatile long asked;
    private volatile long renewed;

    /**
     * A fence for one client.
     *
     * @param lease how long the Lease lasts
     * @param lost  called before a write that would be too late; does not return, except in tests
     */
    public Fence(Duration lease, LongSupplier nanoTime, Runnable lost) {
        this.longest = lease.toNanos();
        this.nanoTime = nanoTime;
        this.lost = lost;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (request.method().equals("GET")) {
            return;
        }
        if (isRenewal(request)) {
            asked = nanoTime.getAsLong();
        } else if (held && nanoTime.getAsLong() - renewed > longest) {
            lost.run();
        }
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
        if (!request.method().equals("GET") && isRenewal(request) && response.isSuccessful()) {
            // Counted from the request: the API server may have answered much later.
            renewed = asked;
            held = true;
        }
    }

    private static boolean isRenewal(HttpRequest request) {
        return LEASES.matcher(request.uri().getPath()).find()
                && !Objects.requireNonNullElse(request.uri().getQuery(), "").contains("fieldManager=" + Election.OWNER);
    }
}
