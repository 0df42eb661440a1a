package dev.portmux.sidecar.table;

import dev.portmux.sidecar.kube.ConfigMapRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources of tables: the mounted file, read every second, and the watched ConfigMap. */
public final class TableSources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableSources.class);
    private static final long POLL_MILLIS = 1_000;
    private static final Duration LONGEST_READ = Duration.ofMinutes(1);

    /** As much as a ConfigMap holds. */
    private static final int LONGEST_FILE = 1 << 20;

    private final Tables tables;
    private final TableOrder order;
    private final Optional<Path> file;
    private final Optional<ConfigMapWatch> watch;
    private final SourceThread poller =
            new SourceThread("portmux-routes-file", LONGEST_READ, System::nanoTime, this::poll);

    public TableSources(Tables tables, Optional<Path> file, Optional<ConfigMapRef> configMap) {
        this.tables = tables;
        this.file = file;
        order = new TableOrder(tables, System::nanoTime);
        watch = configMap.map(ref -> new ConfigMapWatch(ref, order));
    }

    /** Reads the file once, so that a pod is ready without the API, then starts the threads of the sources. */
    public void start() {
        if (file.isPresent()) {
            read(file.get());
            poller.start();
        }
        watch.ifPresent(ConfigMapWatch::start);
    }

    /** Polls, since file events miss the change: the kubelet swaps a symbolic link above the file. */
    private long poll() {
        file.ifPresent(this::read);
        return POLL_MILLIS;
    }

    private void read(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Opening a named pipe would block this thread until somebody writes into it.
            unreadable(path, "not a regular file");
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] json = in.readNBytes(LONGEST_FILE + 1);
            if (json.length <= LONGEST_FILE) {
                order.file(json, path.toString());
            } else if (order.fileUnusable("too long")) {
                tables.refused(path.toString(), "it is longer than 1 MiB");
            }
        } catch (IOException e) {
            unreadable(path, e.toString());
        }
    }

    private void unreadable(Path path, String reason) {
        if (order.fileUnusable(reason)) {
            LOG.warn("cannot read the routing table {}: {}", path, reason);
        }
    }

    /** The reason why a source is unhealthy, if one has died or hangs. */
    public Optional<String> trouble() {
        return poller.trouble().or(() -> watch.flatMap(ConfigMapWatch::trouble));
    }

    @Override
    public void close() {
        poller.close();
        watch.ifPresent(ConfigMapWatch::close);
    }
}
