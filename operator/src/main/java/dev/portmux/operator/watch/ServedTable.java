package dev.portmux.operator.watch;

import java.util.Optional;

/**
 * Which routing table one ready sidecar pod serves.
 *
 * @param pod  name of the pod
 * @param hash of the table; none if the pod did not answer
 */
public record ServedTable(String pod, Optional<String> hash) {}
