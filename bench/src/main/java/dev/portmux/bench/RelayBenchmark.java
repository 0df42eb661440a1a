package dev.portmux.bench;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.relay.Turns;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the relay itself costs for each time a client becomes readable: one read, sent at once. The sockets do nothing but
 * count, so that what is left is ours. With {@code -prof gc} the bytes allocated for it, which must be none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RelayBenchmark {
    private static final long PLENTY = 64 << 20;

    /** Bytes that come at a time: a small request, a read that is filled, and more than one. */
    @Param({"100", "65536", "1048576"})
    public int bytes = 100;

    private final CountingSocket client = new CountingSocket();
    private Relay relay = relay();

    @Setup
    public void prepare() {
        relay = relay();
    }

    private Relay relay() {
        return new Relay(client, new CountingSocket(), new Buffers(Buffers.LARGE, PLENTY), new Turns(Buffers.LARGE));
    }

    @Benchmark
    public Relay.State readable() {
        client.arrived(bytes);
        return relay.clientReadable();
    }
}
