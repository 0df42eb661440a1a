package dev.portmux.sidecar.table;

import dev.portmux.sidecar.kube.ConfigMapRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tables come from: the mounted file, read every second, and the watched ConfigMap. */
public final class TableSources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableSources.class);
    private static final long POLL_MILLIS = 1_000;

    private final TableOrder order;
    private final Optional<Path> file;
    private final Optional<ConfigMapWatch> watch;
    private final Thread poller = new Thread(this::poll, "portmux-routes-file");

    public TableSources(Tables tables, Optional<Path> file, Optional<ConfigMapRef> configMap) {
        this.file = file;
        order = new TableOrder(tables, System::nanoTime);
        watch = configMap.map(ref -> new ConfigMapWatch(ref, order));
        poller.setDaemon(true);
    }

    /** Reads the file once, so that a pod is ready without the API, then goes on by itself. */
    public void start() {
        if (file.isPresent()) {
            read(file.get());
            poller.start();
        }
        watch.ifPresent(ConfigMapWatch::start);
    }

    /** Reading beats being told: a mounted ConfigMap changes by the swap of a symbolic link above the file. */
    private void poll() {
        try {
            while (true) {
                Thread.sleep(POLL_MILLIS);
                read(file.orElseThrow());
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    private void read(Path path) {
        try {
            order.file(Files.readAllBytes(path), path.toString());
        } catch (IOException e) {
            if (order.fileMissing()) {
                LOG.warn("cannot read the routing table {}: {}", path, e.toString());
            }
        }
    }

    @Override
    public void close() {
        poller.interrupt();
        watch.ifPresent(ConfigMapWatch::close);
    }
}
