package dev.portmux.sidecar.stage;

import dev.portmux.sidecar.limit.ConnectionCap;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.ConnectionFacts;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Stage;
import dev.portmux.sidecar.pipeline.Step;

/** Refuses a client with a reset while the sidecar is at its cap on connections, so that the client can try another replica. */
record AdmissionStage(ConnectionCap cap) implements Stage {
    private static final Step REFUSED = new Step.Close(Result.LIMITED, End.RESET);

    @Override
    public Step begin(Socket client, ConnectionFacts facts) {
        return cap.exceeded() ? REFUSED : new Step.Continue(facts);
    }
}
