package dev.portmux.operator.admin;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the operator. Names follow later versions of the framework. No metric has a label per resource, so their
 * number does not grow with the cluster.
 */
public final class OperatorMetrics implements Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter success = registry.counter("reconciliations.success");
    private final Counter failure = registry.counter("reconciliations.failure");
    private final Counter retries = registry.counter("reconciliations.retries");
    private final Timer duration = registry.timer("reconciliations.execution.duration");

    public OperatorMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /**
     * Adds what only the running operator knows.
     *
     * @param leads     whether it is this replica that reconciles
     * @param resources all that it serves, as last seen
     */
    public void observe(BooleanSupplier leads, Supplier<Stream<PortMux>> resources) {
        gauge("portmux.operator.leader", () -> leads.getAsBoolean() ? 1 : 0);
        gauge("portmux.resources", () -> resources.get().count());
        gauge(
                "portmux.resources.programmed",
                () -> resources
                        .get()
                        .filter(resource -> holds(resource, Conditions.PROGRAMMED))
                        .count());
        gauge(
                "portmux.resources.backends.unavailable",
                () -> resources
                        .get()
                        .filter(resource -> holds(resource, Conditions.UNAVAILABLE))
                        .count());
        gauge(
                "portmux.replicas",
                () -> resources
                        .get()
                        .flatMap(resource -> status(resource).stream())
                        .mapToInt(PortMuxStatus::replicas)
                        .sum());
    }

    private void gauge(String name, Supplier<Number> value) {
        Gauge.builder(name, value).register(registry);
    }

    private static boolean holds(PortMux resource, String type) {
        return status(resource).stream()
                .flatMap(status -> status.conditions().stream())
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True"));
    }

    private static Optional<PortMuxStatus> status(PortMux resource) {
        return Optional.ofNullable(resource.getStatus());
    }

    @Override
    public void reconcileCustomResource(HasMetadata resource, @Nullable RetryInfo retry, Map<String, Object> metadata) {
        if (retry != null && retry.getAttemptCount() > 0) {
            retries.increment();
        }
    }

    @Override
    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
        success.increment();
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        failure.increment();
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(registry);
        try {
            return execution.execute();
        } finally {
            sample.stop(duration);
        }
    }

    String scrape() {
        return registry.scrape();
    }
}
