package dev.portmux.operator.election;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Keeps a leader from writing once its Lease may have gone to another. After a pause of the whole process, which none of
 * its own timers sees coming, what was under way would go on before the election finds out. So every write is preceded
 * by the question when the Lease was renewed last.
 */
public final class Fence implements Interceptor {
    private final long longest;
    private final LongSupplier nanoTime;
    private final Runnable lost;
    private volatile boolean held;
    private volatile long asked;
    private volatile long renewed;

    /**
     * A fence for one client.
     *
     * @param lease how long the Lease is good for
     * @param lost  called instead of a write that would be too late
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
        if (isLease(request)) {
            asked = nanoTime.getAsLong();
        } else if (held && nanoTime.getAsLong() - renewed > longest) {
            lost.run();
        }
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
        if (!request.method().equals("GET") && isLease(request) && response.isSuccessful()) {
            // From when it was asked for: the API server may have answered much later.
            renewed = asked;
            held = true;
        }
    }

    private static boolean isLease(HttpRequest request) {
        return request.uri().getPath().contains("/leases");
    }
}
