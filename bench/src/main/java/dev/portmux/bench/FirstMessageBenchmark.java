package dev.portmux.bench;

import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
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
 * The decision over one connection whose first message arrives in pieces, between routes that differ in one name, its route
 * being the last of the table. What it costs must grow with the bytes, and hardly with the pieces or the routes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FirstMessageBenchmark {
    private static final byte[] SOURCE = {10, 1, 2, 3};

    @Param
    public FirstMessage message = FirstMessage.HTTP_8K;

    /** 0: as many as there are bytes. */
    @Param({"1", "200", "0"})
    int pieces = 1;

    @Param({"1", "10", "100"})
    int routes = 1;

    private Decider decider = Decider.of(RoutingTable.parse(message.table(routes)));
    private ByteBuffer[] prefixes = {message.direct()};

    /** Makes the table and the growing prefixes. */
    @Setup
    public void prepare() {
        decider = Decider.of(RoutingTable.parse(message.table(routes)));
        ByteBuffer all = message.direct();
        int count = pieces == 0 ? all.limit() : pieces;
        prefixes = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            prefixes[i] = all.slice(0, (int) ((long) all.limit() * (i + 1) / count));
        }
        if (!(decide() instanceof Decision.Chosen chosen
                && chosen.route().name().equals(Tables.LAST))) {
            throw new IllegalStateException(message + " with " + routes + " routes: " + decide());
        }
    }

    /** All reads of one connection. */
    @Benchmark
    public Decision decide() {
        Detection detection = decider.start(SOURCE);
        for (int i = 0; i < prefixes.length - 1; i++) {
            detection.look(prefixes[i]);
        }
        return detection.look(prefixes[prefixes.length - 1]);
    }
}
