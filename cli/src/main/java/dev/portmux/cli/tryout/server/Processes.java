package dev.portmux.cli.tryout.server;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of processes that were asked to end. */
final class Processes {
    private static final int PATIENCE_SECONDS = 5;

    private Processes() {}

    /** Waits until the process has ended, and ends it by force when that takes too long. */
    static void end(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
