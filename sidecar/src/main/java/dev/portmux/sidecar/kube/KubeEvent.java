package dev.portmux.sidecar.kube;

/** An event of a watch. */
public sealed interface KubeEvent {
    record Changed(KubeConfigMap configMap) implements KubeEvent {}

    record Deleted(String resourceVersion) implements KubeEvent {}

    /** Nothing changed up to this version. */
    record Bookmark(String resourceVersion) implements KubeEvent {}

    /** 410: the version to watch from is too old; list again. */
    record Gone() implements KubeEvent {}
}
