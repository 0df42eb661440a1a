package dev.portmux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_536, 1_048_576})
    void relayingAllocatesNothing(int bytes) {
        var benchmark = new RelayBenchmark();
        benchmark.bytes = bytes;
        for (int i = 0; i < 10; i++) {
            benchmark.readable(); // until the reads, and with them the loop's buffer, have grown
        }
        THREADS.getCurrentThreadAllocatedBytes();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            benchmark.readable();
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isZero();
    }
}
