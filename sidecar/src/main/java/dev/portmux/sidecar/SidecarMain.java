package dev.portmux.sidecar;

import dev.portmux.sidecar.net.ListenFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sidecar in its pod. Exit codes: 0 after SIGTERM, 2 if it cannot start as it is told to. */
public final class SidecarMain {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

    private SidecarMain() {}

    public static void main(String[] args) {
        try {
            Environment environment = new Environment(System.getenv());
            Duration drain = environment.drain();
            Sidecar sidecar = Sidecar.start(environment.config(new FileOutputStream(FileDescriptor.out)));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar, drain), "portmux-stop"));
            LOG.info(
                    "listening on {}, admin on {}",
                    ListenFailure.text(sidecar.listening()),
                    ListenFailure.text(sidecar.admin()));
            Thread.currentThread().join();
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("portmux: " + e.getMessage());
            System.exit(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Sidecar sidecar, Duration drain) {
        LOG.info("draining for up to {} s", drain.toSeconds());
        try {
            sidecar.drain(drain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sidecar.close();
        // A JVM that ends by SIGTERM says 143; having drained is a success.
        Runtime.getRuntime().halt(0);
    }
}
