package dev.portmux.cli.kubectl.status;

import java.time.Instant;
import java.util.Optional;

/**
 * One sidecar pod.
 *
 * @param started when its counters began
 * @param numbers what it counts, if it said so
 * @param trouble what is to be said of it; empty if nothing is
 */
record Replica(String pod, boolean ready, Optional<Instant> started, Optional<Numbers> numbers, String trouble) {
    boolean serves(String table) {
        return numbers.flatMap(Numbers::table).filter(table::equals).isPresent();
    }
}
