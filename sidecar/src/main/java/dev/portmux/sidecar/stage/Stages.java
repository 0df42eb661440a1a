package dev.portmux.sidecar.stage;

import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.pipeline.Stage;
import dev.portmux.sidecar.table.Routing;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The order of the stages. */
public final class Stages {
    private Stages() {}

    /**
     * The stages that every connection goes through, in order.
     *
     * @param limits of the process
     * @param tables the table in force
     * @param nanoTime a clock
     */
    public static List<Stage> all(Limits limits, Supplier<Routing> tables, LongSupplier nanoTime) {
        return List.of(
                new AdmissionStage(limits.cap()),
                new ProxyStage(tables),
                new SourceLimitStage(limits.sources(), tables),
                new DetectionStage(tables, new SilenceMemory(nanoTime)));
    }
}
