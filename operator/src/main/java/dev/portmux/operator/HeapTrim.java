package dev.portmux.operator;

import java.time.Duration;

/**
 * Gives back the heap that reading a cluster or a burst of changes took. The serial collector does so only when it collects
 * the whole heap, which by itself it does when that is full.
 */
final class HeapTrim {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** What the start has read is still being looked at when the operator is ready. */
    private static final Duration AFTER_START = Duration.ofSeconds(10);

    private HeapTrim() {}

    static void start() {
        Thread.ofVirtual().name("heap-trim").start(HeapTrim::run);
    }

    private static void run() {
        try {
            Thread.sleep(AFTER_START);
            while (true) {
                System.gc();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
