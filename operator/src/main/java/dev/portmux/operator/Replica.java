package dev.portmux.operator;

import java.util.Optional;

/**
 * One ready sidecar pod.
 *
 * @param table hash of the routing table that it serves; none if it did not answer
 */
record Replica(String pod, Optional<String> table) {}
