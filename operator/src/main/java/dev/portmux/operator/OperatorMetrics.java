package dev.portmux.operator;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
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
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the operator. The names are those that later versions of the framework use; none has a label per
 * resource, so their number does not grow with the cluster.
 */
final class OperatorMetrics implements Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter success = registry.counter("reconciliations.success");
    private final Counter failure = registry.counter("reconciliations.failure");
    private final Counter retries = registry.counter("reconciliations.retries");
    private final Timer duration = registry.timer("reconciliations.execution.duration");

    OperatorMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** What only the running operator knows. */
    void observe(PortMuxOperator operator) {
        Gauge.builder("portmux.operator.leader", operator, it -> it.leads() ? 1 : 0)
                .register(registry);
        Gauge.builder("portmux.resources", operator, it -> it.resources().count())
                .register(registry);
        Gauge.builder(
                        "portmux.resources.programmed",
                        operator,
                        it -> it.resources()
                                .filter(OperatorMetrics::isProgrammed)
                                .count())
                .register(registry);
        Gauge.builder(
                        "portmux.replicas",
                        operator,
                        it -> it.resources()
                                .mapToInt(resource -> status(resource)
                                        .map(PortMuxStatus::replicas)
                                        .orElse(0))
                                .sum())
                .register(registry);
    }

    private static boolean isProgrammed(PortMux resource) {
        return status(resource).stream()
                .flatMap(status -> status.conditions().stream())
                .anyMatch(condition -> condition.getType().equals(Conditions.PROGRAMMED)
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
