package dev.portmux.sidecar.kube;

import java.util.concurrent.ThreadLocalRandom;

/** Exponential backoff with jitter, so that replicas that lost the API together do not retry together. */
public final class Backoff {
    public static final long FIRST_MILLIS = 500;
    private static final long MOST_MILLIS = 30_000;

    private long millis = FIRST_MILLIS;

    public long nextMillis() {
        long now = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
        millis = Math.min(millis * 2, MOST_MILLIS);
        return now;
    }

    public void reset() {
        millis = FIRST_MILLIS;
    }
}
