package dev.portmux.cli.file;

import dev.portmux.cli.output.Commands;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when the content of a file has changed, also by an editor that puts a new file in the place of the old one.
 *
 * <p>Nothing but {@link #close()} ends the watch. Of a file no more is read than a PortMux may have.
 */
public final class FileWatch implements AutoCloseable {
    /** Editors write in several steps; this long after the first the file is whole. */
    private static final long SETTLE_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final Path file;
    private final Runnable changed;
    private final WatchService service;
    private byte[] seen;

    private FileWatch(Path file, Runnable changed, WatchService service, byte[] seen) {
        this.file = file;
        this.changed = changed;
        this.service = service;
        this.seen = seen;
    }

    /**
     * Begins to watch.
     *
     * @param changed called on the thread of the watch, once for each new content
     * @throws IOException if the file or its directory cannot be read
     */
    public static FileWatch start(Path file, Runnable changed) throws IOException {
        var service = FileSystems.getDefault().newWatchService();
        file.toAbsolutePath()
                .resolveSibling(".")
                .normalize()
                .register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        var watch = new FileWatch(file, changed, service, TextFile.bytes(file, YamlDocument.LARGEST));
        Thread.ofPlatform().daemon().name("watch-" + file.getFileName()).start(watch::run);
        return watch;
    }

    private void run() {
        try {
            for (var key = service.take(); key.isValid(); key = service.take()) {
                Thread.sleep(SETTLE_MILLIS);
                key.pollEvents();
                key.reset();
                look();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // The watch was closed.
        }
    }

    private void look() {
        try {
            var now = TextFile.bytes(file, YamlDocument.LARGEST);
            if (now.length > 0 && !Arrays.equals(seen, now)) {
                seen = now;
                changed.run();
            }
        } catch (IOException e) {
            // Between the steps of an editor there may be no file; the next event comes with it.
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.warn("{}: the change was not handled: {}", file, Commands.text(e));
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
