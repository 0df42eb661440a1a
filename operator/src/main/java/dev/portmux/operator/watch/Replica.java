package dev.portmux.operator.watch;

import java.util.Optional;

/**
 * One ready sidecar pod.
 *
 * @param table hash of the routing table that it serves; none if it did not answer
 */
public record Replica(String pod, Optional<String> table) {}
