package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.detail.DetailReading;
import java.nio.ByteBuffer;
import java.util.Optional;

/** How far one group of routes has judged one connection. */
final class Progress {
    private final Gate gate;
    private final Optional<DetailReading> details;
    private int state;

    /** The envelope has been run over the bytes before this. */
    private int judged;

    Progress(RouteGroup group) {
        gate = group.gate();
        details = group.begin();
        state = gate.envelope().start();
    }

    /** What envelope and condition say of all bytes so far; the envelope is run over the new ones only. */
    Verdict advance(ByteBuffer prefix) {
        state = gate.envelope().run(state, prefix, judged);
        judged = prefix.limit();
        return gate.look(state, prefix);
    }

    /** What has been read of the details, for a group that asks for them. */
    DetailReading details() {
        return details.orElseThrow();
    }
}
