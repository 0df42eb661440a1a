package dev.portmux.sidecar.kube;

import java.net.URI;
import java.nio.file.Path;

/**
 * How to reach a Kubernetes API.
 *
 * @param server    such as {@code https://10.96.0.1:443}
 * @param caFile    the certificates to trust, as PEM
 * @param tokenFile the token to show; read again for every request, since Kubernetes replaces it
 */
public record KubeApi(URI server, Path caFile, Path tokenFile) {}
