package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.render.Model;
import dev.portmux.operator.render.Owned;
import dev.portmux.operator.render.RoutesConfigMap;
import dev.portmux.operator.render.SidecarDeployment;
import dev.portmux.operator.render.SidecarDisruptionBudget;
import dev.portmux.operator.render.SidecarRole;
import dev.portmux.operator.render.SidecarRoleBinding;
import dev.portmux.operator.render.SidecarService;
import dev.portmux.operator.render.SidecarServiceAccount;
import dev.portmux.operator.status.Failures;
import dev.portmux.operator.status.Observation;
import dev.portmux.operator.status.StatusWriter;
import dev.portmux.operator.watch.BackendWatches;
import dev.portmux.operator.watch.TableProbe;
import dev.portmux.operator.watch.Watches;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.ProofCache;
import dev.portmux.planning.reference.ClusterReferences;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans a PortMux, lets the dependents render the plan, asks the sidecars which table they serve, writes the status. */
@ControllerConfiguration(
        name = "portmux",
        fieldManager = Owned.MANAGER,
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = Pause.OrSpecChanged.class))
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
@Workflow(
        // Invoked only when there is a table: a refused spec that has never been valid creates nothing.
        explicitInvocation = true,
        dependents = {
            @Dependent(name = "routes", type = RoutesConfigMap.class),
            @Dependent(name = "account", type = SidecarServiceAccount.class),
            @Dependent(name = "role", type = SidecarRole.class),
            @Dependent(name = "binding", type = SidecarRoleBinding.class, dependsOn = "role"),
            @Dependent(name = "deployment", type = SidecarDeployment.class, dependsOn = "routes"),
            @Dependent(name = "service", type = SidecarService.class),
            @Dependent(
                    name = "budget",
                    type = SidecarDisruptionBudget.class,
                    dependsOn = "deployment",
                    reconcilePrecondition = SidecarDisruptionBudget.SeveralReplicas.class)
        })
public final class PortMuxReconciler implements Reconciler<PortMux>, AutoCloseable {
    private final String sidecarImage;
    private final String instance;
    private final Clock clock;
    private final ProofCache proofs = new ProofCache();
    private final TableProbe replicas = new TableProbe();
    private @Nullable Watches watches;
    private @Nullable ResourceCache<PortMux> resources;

    /**
     * A reconciler for all resources of this process.
     *
     * @param instance name of this replica, for events
     */
    public PortMuxReconciler(String sidecarImage, String instance, Clock clock) {
        this.sidecarImage = sidecarImage;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, PortMux>> prepareEventSources(EventSourceContext<PortMux> context) {
        resources = context.getPrimaryCache();
        watches = new Watches(context);
        return watches.eventSources();
    }

    @Override
    public UpdateControl<PortMux> reconcile(PortMux resource, Context<PortMux> context) {
        if (Pause.isSet(resource)) {
            write(resource, Pause.status(resource, clock.instant()), context);
            return UpdateControl.noUpdate();
        }
        Model model = model(resource, context);
        model.putInto(context);
        if (model.table().isPresent()) {
            context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
        }
        PortMuxStatus status = status(model, context, Optional.empty());
        write(resource, status, context);
        return UpdateControl.<PortMux>noUpdate().rescheduleAfter(PollInterval.after(status, clock.instant()));
    }

    @Override
    public ErrorStatusUpdateControl<PortMux> updateErrorStatus(
            PortMux resource, Context<PortMux> context, Exception failure) {
        write(resource, status(model(resource, context), context, Optional.of(Failures.text(failure))), context);
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private Model model(PortMux resource, Context<PortMux> context) {
        BackendWatches backends = watches().backends();
        backends.prepare(resource, context);
        Plan plan = Planner.plan(resource, new ClusterReferences(backends), proofs);
        return new Model(
                resource,
                plan,
                plan.table()
                        .or(() -> context.getSecondaryResource(ConfigMap.class).flatMap(RoutesConfigMap::read)),
                sidecarImage);
    }

    private PortMuxStatus status(Model model, Context<PortMux> context, Optional<String> failure) {
        Observation seen = new Observation(
                context.getSecondaryResource(Service.class, "service"),
                context.getSecondaryResource(Deployment.class),
                replicas.ask(watches().pods(model.resource())),
                failure);
        return new StatusWriter(model, seen, clock.instant()).status();
    }

    private void write(PortMux resource, PortMuxStatus status, Context<PortMux> context) {
        if (status.equals(resource.getStatus())) {
            return;
        }
        PortMux fresh = new PortMux();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        try {
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh, context);
            EventRecorder events = new EventRecorder(context.getClient(), instance);
            Transitions.between(Optional.ofNullable(resource.getStatus()), status)
                    .forEach(draft -> events.record(resource, draft, clock.instant()));
        } catch (KubernetesClientException e) {
            // The PortMux was deleted in the meantime.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** All that it serves, as last seen. */
    public Stream<PortMux> resources() {
        return resources == null ? Stream.empty() : resources.list();
    }

    private Watches watches() {
        return Objects.requireNonNull(watches, "the event sources are prepared before the first reconciliation");
    }

    @Override
    public void close() {
        replicas.close();
    }
}
