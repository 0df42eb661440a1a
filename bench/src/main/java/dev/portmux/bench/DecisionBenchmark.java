package dev.portmux.bench;

import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
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
 * The whole decision over one connection whose first segment is enough for it, its route being the last of the table. With
 * {@code -prof gc} also the bytes allocated for it, which must not grow with the routes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    private static final byte[] SOURCE = {10, 1, 2, 3};

    @Param
    public FirstSegment client = FirstSegment.HTTP;

    @Param({"1", "10", "50"})
    int routes = 1;

    private Decider decider = Decider.of(RoutingTable.parse(Tables.json(client.protocol(), routes)));
    private ByteBuffer segment = client.direct();

    @Setup
    public void prepare() {
        decider = Decider.of(RoutingTable.parse(Tables.json(client.protocol(), routes)));
        segment = client.direct();
        if (!(decide() instanceof Decision.Chosen chosen
                && chosen.route().name().equals(Tables.LAST))) {
            throw new IllegalStateException(client + " with " + routes + " routes: " + decide());
        }
    }

    @Benchmark
    public Decision decide() {
        return decider.start(SOURCE).look(segment);
    }
}
