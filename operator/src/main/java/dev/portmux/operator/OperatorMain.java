package dev.portmux.operator;

import dev.portmux.operator.OperatorOptions.Installation;
import dev.portmux.operator.admin.HealthServer;
import dev.portmux.operator.admin.OperatorMetrics;
import dev.portmux.operator.election.Election;
import dev.portmux.operator.election.Fence;
import dev.portmux.operator.render.Owned;
import dev.portmux.operator.render.SidecarImage;
import dev.portmux.operator.status.Failures;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator in its pod. The environment says how it runs:
 *
 * <ul>
 *   <li>{@code PORTMUX_SIDECAR_IMAGE}: image of the sidecar pods; required
 *   <li>{@code PORTMUX_SIDECAR_PULL_SECRETS}: names of Secrets for that image, in the namespace of each PortMux, separated by commas
 *   <li>{@code PORTMUX_NAME}: name of the operator's Deployment, by which several operators are told apart; {@code portmux} if unset
 *   <li>{@code PORTMUX_WATCH_NAMESPACES}: names separated by commas; unset or empty: all namespaces
 *   <li>{@code PORTMUX_LEADER_ELECTION}: {@code true} when there are several replicas
 *   <li>{@code POD_NAMESPACE}: namespace of the operator and its Lease; if unset, that of the service account
 *   <li>{@code HOSTNAME}: name of this replica in events and in the election; Kubernetes sets it
 *   <li>{@code PORTMUX_HTTP_PORT}: port of {@code /healthz}, {@code /readyz} and {@code /metrics}; 8080 if unset
 * </ul>
 */
public final class OperatorMain {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    /** The work queue retries too. More retries here would only delay the message that the API server refuses. */
    private static final int RETRIES = 3;

    private static final Duration API_SERVER_POLL = Duration.ofSeconds(2);

    private OperatorMain() {}

    public static void main(String[] args) {
        try {
            run(System.getenv());
        } catch (IllegalArgumentException e) {
            exit(String.valueOf(e.getMessage()));
        } catch (IOException | OperatorException | KubernetesClientException e) {
            exit("cannot start: " + Failures.text(e));
        }
    }

    private static void run(Map<String, String> environment) throws IOException {
        KubernetesClient client = PortMuxOperator.connect(
                new ConfigBuilder().withRequestRetryBackoffLimit(RETRIES).build(),
                new Fence(Election.DURATION, System::nanoTime, Election::halt));
        OperatorOptions options = options(environment, client.getNamespace());
        OperatorMetrics metrics = new OperatorMetrics();
        HealthServer health = HealthServer.start(port(environment), metrics);
        awaitApiServer(client);
        PortMuxOperator operator = PortMuxOperator.start(client, options, metrics);
        HeapTrim.start();
        health.ask(operator::healthy, operator::ready);
        metrics.observe(operator::leads, operator::resources);
        LOG.info("ready, sidecars run {}", options.sidecarImage().name());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            operator.close();
            health.close();
            client.close();
        }));
    }

    /** Waits instead of exiting: exiting would put the container into CrashLoopBackOff. */
    private static void awaitApiServer(KubernetesClient client) {
        while (true) {
            try {
                client.getKubernetesVersion();
                return;
            } catch (KubernetesClientException e) {
                if (e.getStatus() != null) {
                    // It answers. If it refuses this request, the start of the operator will tell.
                    return;
                }
                LOG.warn("waiting for the API server: {}", Failures.text(e));
                LockSupport.parkNanos(API_SERVER_POLL.toNanos());
            }
        }
    }

    /** Exits explicitly: threads that have started would keep the process alive. */
    private static void exit(String why) {
        LOG.error(why);
        System.exit(1);
    }

    static OperatorOptions options(Map<String, String> environment, String ownNamespace) {
        String image = environment.getOrDefault("PORTMUX_SIDECAR_IMAGE", "");
        if (image.isBlank()) {
            throw new IllegalArgumentException("PORTMUX_SIDECAR_IMAGE: \"\" (expected: the image of the sidecar)");
        }
        return new OperatorOptions(
                new SidecarImage(image, names(environment, "PORTMUX_SIDECAR_PULL_SECRETS")),
                Set.copyOf(names(environment, "PORTMUX_WATCH_NAMESPACES")),
                new Installation(
                        environment.getOrDefault("POD_NAMESPACE", ownNamespace),
                        environment.getOrDefault("PORTMUX_NAME", "portmux")),
                environment.getOrDefault("HOSTNAME", Owned.MANAGER),
                Boolean.parseBoolean(environment.getOrDefault("PORTMUX_LEADER_ELECTION", "false")));
    }

    private static List<String> names(Map<String, String> environment, String variable) {
        return Arrays.stream(environment.getOrDefault(variable, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static int port(Map<String, String> environment) {
        String port = environment.getOrDefault("PORTMUX_HTTP_PORT", "8080");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("PORTMUX_HTTP_PORT: \"" + port + "\" (expected: 0 to 65535)");
        }
        return Integer.parseInt(port);
    }
}
