package dev.portmux.cli.kubectl.status;

import java.time.Instant;
import java.util.Optional;

/**
 * One sidecar pod.
 *
 * @param started when its process and its counters started
 * @param stats   empty if they could not be read
 * @param trouble what is wrong with it, in words; empty if nothing is
 */
record ReplicaStatus(
        String pod, boolean ready, Optional<Instant> started, Optional<SidecarStats> stats, String trouble) {
    boolean serves(String table) {
        return stats.flatMap(SidecarStats::table).filter(table::equals).isPresent();
    }
}
