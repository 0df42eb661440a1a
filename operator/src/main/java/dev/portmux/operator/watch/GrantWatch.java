package dev.portmux.operator.watch;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The grants for references into other namespaces. They are watched from the first PortMux on that needs one, in a cluster
 * that has the Gateway API: most PortMuxes have no such reference, and many clusters have no such API.
 */
final class GrantWatch {
    /** While the Gateway API is not installed, discovery is asked no more often than this, however many PortMuxes there are. */
    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(10);

    private final Function<String, Set<ResourceID>> users;
    private final AtomicReference<@Nullable Attempt> last = new AtomicReference<>();

    /** @param users the PortMuxes that refer into a namespace from another one */
    GrantWatch(Function<String, Set<ResourceID>> users) {
        this.users = users;
    }

    /**
     * Returns when the grants are known, or when it is known that the cluster has none. One caller asks, without a lock;
     * those that need the answer too wait for it.
     */
    void require(Context<PortMux> context) {
        Attempt seen = last.get();
        if (seen == null || seen.isOutdated(System.nanoTime())) {
            Attempt own = new Attempt(new CompletableFuture<>(), System.nanoTime());
            if (last.compareAndSet(seen, own)) {
                own.run(() -> start(context));
            }
            seen = last.get();
        }
        if (seen != null) {
            seen.source.join();
        }
    }

    List<ReferenceGrant> in(String namespace) {
        return Optional.ofNullable(last.get())
                .filter(attempt -> attempt.source.state() == State.SUCCESS)
                .flatMap(attempt -> attempt.source.resultNow())
                .map(source -> source.list(namespace, _ -> true).toList())
                .orElse(List.of());
    }

    private Optional<InformerEventSource<ReferenceGrant, PortMux>> start(Context<PortMux> context) {
        if (!context.getClient().supports(ReferenceGrant.class)) {
            return Optional.empty();
        }
        EventSourceRetriever<PortMux> sources = context.eventSourceRetriever();
        EventSourceContext<PortMux> dynamic = sources.eventSourceContextForDynamicRegistration();
        InformerEventSource<ReferenceGrant, PortMux> source = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ReferenceGrant.class, PortMux.class)
                        .withName("reference-grants")
                        .withSecondaryToPrimaryMapper(
                                grant -> users.apply(grant.getMetadata().getNamespace()))
                        .withPrimaryToSecondaryMapper(Watches.readByName())
                        .build(),
                dynamic);
        sources.dynamicallyRegisterEventSource(source);
        return Optional.of(source);
    }

    /**
     * One attempt to start the watch.
     *
     * @param source empty if the cluster has no such API
     * @param began  {@link System#nanoTime}
     */
    private record Attempt(
            CompletableFuture<Optional<InformerEventSource<ReferenceGrant, PortMux>>> source, long began) {

        void run(Supplier<Optional<InformerEventSource<ReferenceGrant, PortMux>>> start) {
            try {
                source.complete(start.get());
            } catch (RuntimeException e) {
                source.completeExceptionally(e);
            }
        }

        boolean isOutdated(long now) {
            return switch (source.state()) {
                case RUNNING -> false;
                case SUCCESS -> source.resultNow().isEmpty() && now - began > DISCOVERY_INTERVAL.toNanos();
                case FAILED, CANCELLED -> true;
            };
        }
    }
}
