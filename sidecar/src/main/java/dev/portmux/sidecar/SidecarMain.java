package dev.portmux.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.sidecar.net.Addresses;
import dev.portmux.sidecar.observe.QueuedOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in the pod. Exit codes: 0 after SIGTERM, 1 after an unexpected error, 2 if its configuration is wrong or an address is not free. */
public final class SidecarMain {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

    private SidecarMain() {}

    public static void main(String[] args) {
        QueuedOutput log = QueuedOutput.start(new FileOutputStream(FileDescriptor.err), "portmux-log");
        System.setErr(new PrintStream(log, false, UTF_8));
        try {
            Environment environment = new Environment(System.getenv(), Capacity.Machine.here());
            Duration drain = environment.drain();
            OutputStream accessLog = new FileOutputStream(FileDescriptor.out);
            Sidecar sidecar = Sidecar.start(
                    environment.config(accessLog).standardError(log).build());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar, log, drain), "portmux-stop"));
            LOG.info(
                    "listening on {}, admin on {}",
                    Addresses.text(sidecar.listening()),
                    Addresses.text(sidecar.admin()));
            Thread.currentThread().join();
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("portmux: " + e.getMessage());
            log.close();
            System.exit(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("cannot start", e);
            log.close();
            System.exit(1);
        }
    }

    private static void stop(Sidecar sidecar, QueuedOutput log, Duration drain) {
        LOG.info("draining for up to {} s", drain.toSeconds());
        try {
            sidecar.drain(drain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sidecar.close();
        log.close();
        // A JVM that ends by SIGTERM says 143; having drained is a success.
        Runtime.getRuntime().halt(0);
    }
}
