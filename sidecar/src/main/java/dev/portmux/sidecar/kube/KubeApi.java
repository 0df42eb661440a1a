package dev.portmux.sidecar.kube;

import java.net.URI;
import java.nio.file.Path;

/**
 * Address and credentials of a Kubernetes API.
 *
 * @param server    such as {@code https://10.96.0.1:443}
 * @param caFile    the certificates to trust, as PEM
 * @param tokenFile the bearer token, read again for every request, since Kubernetes replaces it
 */
public record KubeApi(URI server, Path caFile, Path tokenFile) {}
