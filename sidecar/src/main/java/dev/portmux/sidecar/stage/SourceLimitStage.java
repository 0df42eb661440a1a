package dev.portmux.sidecar.stage;

import dev.portmux.routes.ConnectionLimits;
import dev.portmux.sidecar.limit.SourceLimits;
import dev.portmux.sidecar.limit.SourceSlot;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.ConnectionFacts;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Stage;
import dev.portmux.sidecar.pipeline.Step;
import dev.portmux.sidecar.table.Routing;
import java.util.Optional;
import java.util.function.Supplier;

/** Refuses a client with a reset while its source has as many connections as it may have. Other sources do not notice. */
record SourceLimitStage(SourceLimits sources, Supplier<Routing> tables) implements Stage {
    private static final Step REFUSED = new Step.Close(Result.LIMITED, End.RESET);

    @Override
    public Step begin(Socket client, ConnectionFacts facts) {
        ConnectionLimits limits = tables.get().decider().table().policy().limits();
        if (!limits.bySource()) {
            return new Step.Continue(facts);
        }
        if (facts.via() instanceof ConnectionFacts.Via.Outstanding) {
            return new Step.Continue(facts); // the load balancer is no source
        }
        Optional<SourceSlot> slot = sources.admit(facts.source().address(), limits);
        return slot.isPresent() ? new Step.Continue(facts.with(slot.get())) : REFUSED;
    }
}
