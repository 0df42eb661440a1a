package dev.portmux.sidecar.kube;

import java.io.IOException;

/** The API answered with an error status. */
final class KubeException extends IOException {
    private final int status;

    KubeException(int status, String message) {
        super("the Kubernetes API answered " + status + (message.isEmpty() ? "" : ": " + message));
        this.status = status;
    }

    int status() {
        return status;
    }
}
