package dev.portmux.sidecar;

/** What a watch says. */
sealed interface KubeEvent {
    record Changed(KubeConfigMap configMap) implements KubeEvent {}

    record Deleted(String resourceVersion) implements KubeEvent {}

    /** Nothing changed up to this version. */
    record Bookmark(String resourceVersion) implements KubeEvent {}

    /** The version to watch from is too old: list again. */
    record Gone() implements KubeEvent {}
}
