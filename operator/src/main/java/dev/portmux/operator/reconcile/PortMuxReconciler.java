package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.reconcile.Charge.Verdict.Ours;
import dev.portmux.operator.reconcile.Charge.Verdict.Theirs;
import dev.portmux.operator.reconcile.Transitions.EventDraft;
import dev.portmux.operator.render.Model;
import dev.portmux.operator.render.Owned;
import dev.portmux.operator.render.RoutesConfigMap;
import dev.portmux.operator.render.SidecarDeployment;
import dev.portmux.operator.render.SidecarDisruptionBudget;
import dev.portmux.operator.render.SidecarImage;
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
import io.fabric8.kubernetes.api.model.Pod;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
            // Nothing uses an object that was refused because somebody else has one of this name.
            @Dependent(
                    name = "binding",
                    type = SidecarRoleBinding.class,
                    dependsOn = {"account", "role"}),
            @Dependent(
                    name = "deployment",
                    type = SidecarDeployment.class,
                    dependsOn = {"routes", "account"}),
            @Dependent(name = "service", type = SidecarService.class),
            @Dependent(
                    name = "budget",
                    type = SidecarDisruptionBudget.class,
                    dependsOn = "deployment",
                    reconcilePrecondition = SidecarDisruptionBudget.SeveralReplicas.class)
        })
public final class PortMuxReconciler implements Reconciler<PortMux>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortMuxReconciler.class);

    private final SidecarImage sidecarImage;
    private final Clock clock;
    private final Charge charge;
    private final EventRecorder events;
    private final Settling settling = new Settling();
    private final ProofCache proofs = new ProofCache();
    private final TableProbe replicas = new TableProbe();
    private @Nullable Watches watches;
    private @Nullable ResourceCache<PortMux> resources;

    /**
     * A reconciler for all resources of this process.
     *
     * @param operator name of this installation of the operator, which all its replicas have in common
     * @param instance name of this replica, for events
     */
    public PortMuxReconciler(SidecarImage sidecarImage, String operator, String instance, Clock clock) {
        this.sidecarImage = sidecarImage;
        this.clock = clock;
        this.charge = new Charge(operator, clock);
        this.events = new EventRecorder(instance);
    }

    @Override
    public List<EventSource<?, PortMux>> prepareEventSources(EventSourceContext<PortMux> context) {
        resources = context.getPrimaryCache();
        watches = new Watches(context);
        return watches.eventSources();
    }

    @Override
    public UpdateControl<PortMux> reconcile(PortMux resource, Context<PortMux> context) {
        return switch (charge.decide(resource, context.getClient())) {
            case Theirs theirs -> leave(resource, theirs, context);
            case Ours(PortMux now, Optional<String> challenger) -> serve(now, challenger, context);
        };
    }

    private UpdateControl<PortMux> leave(PortMux resource, Theirs theirs, Context<PortMux> context) {
        if (theirs.first()) {
            String note = "operator " + theirs.operator() + " is in charge; " + charge.self()
                    + " leaves this PortMux alone (expected: watchNamespaces that do not overlap)";
            events.record(context.getClient(), resource, new EventDraft(false, "NotInCharge", note), clock.instant());
        }
        return UpdateControl.<PortMux>noUpdate().rescheduleAfter(theirs.again());
    }

    private UpdateControl<PortMux> serve(PortMux resource, Optional<String> challenger, Context<PortMux> context) {
        if (Pause.isSet(resource)) {
            write(resource, Pause.status(resource, clock.instant()), context);
            return UpdateControl.noUpdate();
        }
        Model model = model(resource, context);
        model.putInto(context);
        if (model.table().isPresent()) {
            context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
        }
        PortMuxStatus status = status(model, context, challenger, Optional.empty());
        if (!settling.isUnderWay(resource, status, clock.instant())) {
            write(resource, status, context);
        }
        return UpdateControl.<PortMux>noUpdate().rescheduleAfter(PollInterval.after(status, clock.instant()));
    }

    @Override
    public ErrorStatusUpdateControl<PortMux> updateErrorStatus(
            PortMux resource, Context<PortMux> context, Exception failure) {
        log(resource, failure);
        // If it is not known who is in charge, nobody is served.
        if (charge.isOurs(resource)) {
            String text = Failures.text(failure);
            write(resource, status(model(resource, context), context, Optional.empty(), Optional.of(text)), context);
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    /** In one line if the API server refused something; a stack trace would only hide its message. */
    private static void log(PortMux resource, Exception failure) {
        String name = Charge.name(resource);
        if (Failures.areRefusals(failure)) {
            LOG.warn("PortMux {}: {}", name, Failures.text(failure));
        } else {
            LOG.error("PortMux {}", name, failure);
        }
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

    private PortMuxStatus status(
            Model model, Context<PortMux> context, Optional<String> challenger, Optional<String> failure) {
        List<Pod> pods = watches().pods(model.resource());
        Observation seen = new Observation(
                context.getSecondaryResource(Service.class, "service"),
                context.getSecondaryResource(Deployment.class),
                pods,
                replicas.ask(pods),
                watches().backends().unavailable(model.resource(), model.plan()),
                challenger,
                failure);
        return new StatusWriter(model, seen, charge.self(), clock.instant()).status();
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
            Transitions.between(Optional.ofNullable(resource.getStatus()), status)
                    .forEach(draft -> events.record(context.getClient(), resource, draft, clock.instant()));
        } catch (KubernetesClientException e) {
            // The PortMux was deleted in the meantime.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** All that it serves, as last seen. */
    public Stream<PortMux> resources() {
        return resources == null ? Stream.empty() : resources.list(each -> !charge.isTheirs(each));
    }

    private Watches watches() {
        return Objects.requireNonNull(watches, "the event sources are prepared before the first reconciliation");
    }

    @Override
    public void close() {
        replicas.close();
    }
}
