package dev.portmux.operator.render;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

/** The usual folder of an API client, but with a token that is valid for an hour and renewed by the kubelet. */
final class ApiTokenVolume {
    private static final long SECONDS = 3600;

    private ApiTokenVolume() {}

    static Volume named(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken()
                .withPath("token")
                .withExpirationSeconds(SECONDS)
                .endServiceAccountToken()
                .endSource()
                .addNewSource()
                .withNewConfigMap()
                .withName("kube-root-ca.crt")
                .addNewItem()
                .withKey("ca.crt")
                .withPath("ca.crt")
                .endItem()
                .endConfigMap()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("namespace")
                .withNewFieldRef("v1", "metadata.namespace")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build();
    }
}
