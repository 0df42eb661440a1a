package dev.portmux.cli.tryout;

import java.time.Duration;

/** How long something has taken by now; as text in milliseconds. */
record Stopwatch(long beginNanos) {
    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    @Override
    public String toString() {
        return "%,.0f ms".formatted(elapsed().toNanos() / 1e6);
    }
}
