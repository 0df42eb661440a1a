package dev.portmux.sidecar.table;

import dev.portmux.sidecar.kube.Backoff;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.kube.KubeClient;
import dev.portmux.sidecar.kube.KubeConfigMap;
import dev.portmux.sidecar.kube.KubeEvent;
import dev.portmux.sidecar.kube.KubeList;
import dev.portmux.sidecar.kube.KubeWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one ConfigMap: lists it, then watches from the listed version. After a dropped watch it goes on from the last
 * version seen, after a 410 (version too old) it lists again, and after a failure it retries with backoff.
 */
final class ConfigMapWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigMapWatch.class);

    /** A watch has a deadline of little more than two minutes. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    private final ConfigMapRef ref;
    private final TableOrder order;
    private final Backoff backoff = new Backoff();
    private final SourceThread thread =
            new SourceThread("portmux-watch", LONGEST_TURN, System::nanoTime, this::listOrWatch);
    private @Nullable KubeClient client;
    /** The version to watch from; empty: list first. */
    private String version = "";

    ConfigMapWatch(ConfigMapRef ref, TableOrder order) {
        this.ref = ref;
        this.order = order;
    }

    void start() {
        thread.start();
    }

    Optional<String> trouble() {
        return thread.trouble();
    }

    /**
     * Makes one request. After a failure it makes a new client, which reads the certificates again.
     *
     * @return milliseconds to wait before the next one
     */
    long listOrWatch() {
        try {
            if (client == null) {
                client = new KubeClient(ref.api());
            }
            version = version.isEmpty() ? list(client) : watch(client, version);
            return version.isEmpty() ? backoff.nextMillis() : 0;
        } catch (IOException | RuntimeException e) {
            client = null;
            version = "";
            if (!thread.isClosed()) {
                order.apiAway();
                LOG.warn("cannot follow {}: {}; the table in force stays", ref, reason(e));
            }
            return backoff.nextMillis();
        }
    }

    /** @return the version to watch from */
    private String list(KubeClient api) throws IOException {
        KubeList list = api.list(ref);
        order.apiBack();
        if (list.configMap().isEmpty()) {
            LOG.warn("there is no {}; the table in force stays", ref);
        }
        list.configMap().ifPresent(this::apply);
        return list.resourceVersion();
    }

    /** @return the version to go on from, empty to list again */
    private String watch(KubeClient api, String from) throws IOException {
        String seen = from;
        long began = System.nanoTime();
        int timeoutSeconds = ThreadLocalRandom.current().nextInt(60, 120);
        try (KubeWatch watch = api.watch(ref, seen, timeoutSeconds)) {
            for (KubeEvent event = watch.next(); event != null; event = watch.next()) {
                switch (event) {
                    case KubeEvent.Changed changed -> {
                        seen = changed.configMap().resourceVersion();
                        apply(changed.configMap());
                    }
                    case KubeEvent.Bookmark bookmark -> seen = bookmark.resourceVersion();
                    case KubeEvent.Deleted deleted -> {
                        seen = deleted.resourceVersion();
                        LOG.warn("{} was deleted; the table in force stays", ref);
                    }
                    case KubeEvent.Gone gone -> {
                        return "";
                    }
                }
                order.apiBack();
                backoff.reset(); // A list alone proves little: an API may answer it, and 410 to every watch.
            }
        }
        if (System.nanoTime() - began < Backoff.FIRST_MILLIS * 1_000_000) {
            throw new IOException("the watch ended as soon as it had begun");
        }
        backoff.reset();
        return seen;
    }

    private void apply(KubeConfigMap configMap) {
        if (!configMap.name().equals(ref.name())) {
            return;
        }
        configMap
                .data(ref.key())
                .ifPresentOrElse(
                        json -> order.api(json, ref + " version " + configMap.resourceVersion()),
                        () -> LOG.error("{} has no key {}; the table in force stays", ref, ref.key()));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        thread.close();
    }
}
