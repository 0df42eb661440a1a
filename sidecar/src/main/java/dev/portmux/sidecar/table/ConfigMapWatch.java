package dev.portmux.sidecar.table;

import dev.portmux.sidecar.kube.Backoff;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.kube.KubeClient;
import dev.portmux.sidecar.kube.KubeConfigMap;
import dev.portmux.sidecar.kube.KubeEvent;
import dev.portmux.sidecar.kube.KubeList;
import dev.portmux.sidecar.kube.KubeWatch;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one ConfigMap: lists it, then watches from the version listed. When the API drops the watch it goes on from the
 * last version seen; when that version is too old (410) it lists again; when the API is away it tries less and less often.
 */
final class ConfigMapWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigMapWatch.class);
    private static final String KEY = "routes.json";

    private final ConfigMapRef ref;
    private final TableOrder order;
    private final Backoff backoff = new Backoff();
    private final Thread thread = new Thread(this::run, "portmux-watch");
    private volatile boolean closed;

    ConfigMapWatch(ConfigMapRef ref, TableOrder order) {
        this.ref = ref;
        this.order = order;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                follow();
                Thread.sleep(backoff.nextMillis());
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    /** Until something goes wrong. The client is made anew then, with the certificates that are there now. */
    private void follow() {
        try {
            KubeClient client = new KubeClient(ref.api());
            while (!closed) {
                String version = list(client);
                while (!closed && !version.isEmpty()) {
                    version = watch(client, version);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                order.apiAway();
                LOG.warn("cannot follow {}: {}; the table in force stays", ref, reason(e));
            }
        }
    }

    /** @return the version to watch from */
    private String list(KubeClient client) throws IOException {
        KubeList list = client.list(ref);
        backoff.reset();
        order.apiBack();
        if (list.configMap().isEmpty()) {
            LOG.warn("there is no {}; the table in force stays", ref);
        }
        list.configMap().ifPresent(this::apply);
        return list.resourceVersion();
    }

    /** @return the version to go on from, empty to list again */
    private String watch(KubeClient client, String from) throws IOException {
        String version = from;
        long began = System.nanoTime();
        int timeoutSeconds = ThreadLocalRandom.current().nextInt(60, 120);
        try (KubeWatch watch = client.watch(ref, version, timeoutSeconds)) {
            for (KubeEvent event = watch.next(); event != null; event = watch.next()) {
                switch (event) {
                    case KubeEvent.Changed changed -> {
                        version = changed.configMap().resourceVersion();
                        apply(changed.configMap());
                    }
                    case KubeEvent.Bookmark bookmark -> version = bookmark.resourceVersion();
                    case KubeEvent.Deleted deleted -> {
                        version = deleted.resourceVersion();
                        LOG.warn("{} was deleted; the table in force stays", ref);
                    }
                    case KubeEvent.Gone gone -> {
                        return "";
                    }
                }
                order.apiBack();
            }
        }
        if (System.nanoTime() - began < Backoff.FIRST_MILLIS * 1_000_000) {
            throw new IOException("the watch ended as soon as it had begun");
        }
        return version;
    }

    private void apply(KubeConfigMap configMap) {
        if (!configMap.name().equals(ref.name())) {
            return;
        }
        configMap
                .data(KEY)
                .ifPresentOrElse(
                        json -> order.api(json, ref + " version " + configMap.resourceVersion()),
                        () -> LOG.error("{} has no key {}; the table in force stays", ref, KEY));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
