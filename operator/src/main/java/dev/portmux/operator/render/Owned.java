package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names and labels of what a PortMux owns. */
public final class Owned {
    public static final String MANAGER = "portmux-operator";

    /** What the informers of owned objects select. */
    public static final String SELECTOR = "app.kubernetes.io/managed-by=" + MANAGER;

    public static final String INSTANCE = "app.kubernetes.io/instance";

    private Owned() {}

    static String routes(PortMux owner) {
        return owner.getMetadata().getName() + "-routes";
    }

    static ObjectMeta metadata(PortMux owner, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withLabels(labels(owner))
                .addNewOwnerReference()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    static Map<String, String> labels(PortMux owner) {
        Map<String, String> labels = new TreeMap<>(podLabels(owner));
        labels.put("app.kubernetes.io/managed-by", MANAGER);
        labels.put("app.kubernetes.io/part-of", "portmux");
        return labels;
    }

    /** What selects the pods. It can never change: a Deployment's selector is immutable. */
    static Map<String, String> podLabels(PortMux owner) {
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name",
                "portmux",
                INSTANCE,
                owner.getMetadata().getName()));
    }

    /** The selector of the pods as text. */
    public static String podSelector(PortMux owner) {
        return podLabels(owner).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
