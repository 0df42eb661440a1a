package dev.portmux.sidecar;

import dev.portmux.routes.Timeouts;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Dialer;
import dev.portmux.sidecar.pipeline.ConnectionObserver;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.stage.Stages;
import dev.portmux.sidecar.table.Routing;

/** Workers without an event loop. */
final class TestWorkers {
    private TestWorkers() {}

    static Worker worker(
            SimulatedClock clock, Dialer dialer, ConnectionObserver observer, Routing routing, Limits limits) {
        return new Worker(
                new Worker.Platform(clock::nanoTime, clock, dialer),
                new Worker.Plan(
                        Stages.all(limits, () -> routing, clock::nanoTime),
                        () -> routing.decider().table().timing().deadline().toNanos(),
                        () -> routing.decider().table().policy().timeouts(),
                        observer),
                limits,
                1);
    }

    /** One of so many, whose memory is looked at. */
    static Worker worker(Limits limits, int loops) {
        return new Worker(
                new Worker.Platform(System::nanoTime, new SimulatedClock(), _ -> {
                    throw new java.io.IOException("no network");
                }),
                new Worker.Plan(java.util.List.of(), () -> 0, () -> Timeouts.DEFAULT, new RecordingObserver()),
                limits,
                loops);
    }
}
