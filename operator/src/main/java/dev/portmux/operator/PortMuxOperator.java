package dev.portmux.operator;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.OperatorOptions.Installation;
import dev.portmux.operator.election.Election;
import dev.portmux.operator.reconcile.PortMuxReconciler;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator. */
public final class PortMuxOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortMuxOperator.class);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Operator operator;
    private final PortMuxReconciler reconciler;
    private final Optional<Election> election;

    private PortMuxOperator(Operator operator, PortMuxReconciler reconciler, Optional<Election> election) {
        this.operator = operator;
        this.reconciler = reconciler;
        this.election = election;
    }

    /**
     * A client as the operator needs it: fields that it does not know are ignored. They come when the definition in the
     * cluster is newer, and would otherwise end the watch.
     */
    public static KubernetesClient connect(Config config) {
        return client(config).build();
    }

    /** The same with one more interceptor: a replica that takes part in an election has a fence. */
    public static KubernetesClient connect(Config config, Interceptor interceptor) {
        return client(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("portmux", interceptor))
                .build();
    }

    private static KubernetesClientBuilder client(Config config) {
        ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // The API server writes null for the endpoints of a slice that has none.
        json.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(json, true));
    }

    /**
     * Starts reconciling. Returns when the caches are filled, or with other replicas as soon as it stands for election.
     *
     * @param client from {@link #connect}; stays the caller's, who closes it after the operator
     */
    public static PortMuxOperator start(KubernetesClient client, OperatorOptions options) {
        return start(client, options, Metrics.NOOP);
    }

    static PortMuxOperator start(KubernetesClient client, OperatorOptions options, Metrics metrics) {
        Installation installation = options.installation();
        Optional<Election> election = options.election()
                ? Optional.of(new Election(client, installation.namespace(), installation.name(), options.instance()))
                : Optional.empty();
        Operator operator = new Operator(settings -> configure(settings, client, election, metrics));
        PortMuxReconciler reconciler = new PortMuxReconciler(
                options.sidecarImage(), installation.toString(), options.instance(), Clock.systemUTC());
        operator.register(reconciler, controller -> {
            if (!options.namespaces().isEmpty()) {
                controller.settingNamespaces(options.namespaces());
            }
        });
        election.ifPresent(Election::start);
        operator.start();
        return new PortMuxOperator(operator, reconciler, election);
    }

    private static void configure(
            ConfigurationServiceOverrider settings,
            KubernetesClient client,
            Optional<Election> election,
            Metrics metrics) {
        settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(metrics)
                .withConcurrentReconciliationThreads(10)
                // ConfigMaps too: by default the framework replaces those whole.
                .withDefaultNonSSAResource(Set.of())
                // An annotation on every owned object that changes with each write is noise for GitOps tools.
                .withPreviousAnnotationForDependentResources(false)
                .withReconciliationTerminationTimeout(STOP);
        election.map(Election::configuration).ifPresent(settings::withLeaderElectionConfiguration);
    }

    /** Whether its caches are filled and it reconciles, or waits to be elected. */
    public boolean ready() {
        return operator.getRuntimeInfo().isStarted();
    }

    /** Whether all its watches work, and the election if there is one. */
    public boolean healthy() {
        return operator.getRuntimeInfo().allEventSourcesAreHealthy()
                && election.map(Election::isAlive).orElse(true);
    }

    /** Whether it is this replica that reconciles. */
    boolean leads() {
        return election.map(Election::leads).orElse(true);
    }

    /** The resources that it serves. */
    Stream<PortMux> resources() {
        return reconciler.resources();
    }

    /** Stops within a deadline, letting reconciliations end that are under way. */
    @Override
    public void close() {
        Thread stop = Thread.ofPlatform().daemon().name("stop").start(this::stop);
        try {
            // Without an answer of the API server the end of an election can take for ever.
            if (!stop.join(STOP.plusSeconds(2))) {
                LOG.warn("the operator did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reconciler.close();
    }

    private void stop() {
        election.ifPresent(Election::end);
        operator.stop();
        election.ifPresent(Election::release);
    }
}
