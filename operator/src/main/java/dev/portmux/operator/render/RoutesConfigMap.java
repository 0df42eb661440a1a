package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The ConfigMap with the routing table, which the sidecars watch. */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class RoutesConfigMap extends CRUDKubernetesDependentResource<ConfigMap, PortMux> {
    static final String KEY = "routes.json";

    @Override
    protected ConfigMap desired(PortMux owner, Context<PortMux> context) {
        return render(owner, Model.of(context).table().orElseThrow());
    }

    static ConfigMap render(PortMux owner, RoutingTable table) {
        return new ConfigMapBuilder()
                .withMetadata(Owned.metadata(owner, Owned.routes(owner)))
                .addToData(KEY, new String(table.toJson(), StandardCharsets.UTF_8))
                .build();
    }

    /** The table in a ConfigMap; empty if its text is not a table. */
    public static Optional<RoutingTable> read(ConfigMap map) {
        try {
            return Optional.ofNullable(map.getData().get(KEY))
                    .map(json -> RoutingTable.parse(json.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidTableException e) {
            return Optional.empty();
        }
    }
}
