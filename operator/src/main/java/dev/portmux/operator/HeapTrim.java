package dev.portmux.operator;

import java.time.Duration;

/**
 * Collects the whole heap now and then, because only such a collection returns memory to the system, and the serial
 * collector starts one only when the heap is full.
 */
final class HeapTrim {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** When the operator is ready, it is still processing what it has read. */
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
