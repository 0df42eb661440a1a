package dev.portmux.cli.run;

import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;

/**
 * Runs reloads one at a time on a thread of its own. Requests that come in the meantime are answered by one more reload, so
 * that neither threads nor requests pile up.
 */
final class Reloads implements AutoCloseable {
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;

    private Reloads(Runnable reload) {
        thread = Thread.ofPlatform().daemon().name("reload").unstarted(() -> run(reload));
    }

    /**
     * Starts the thread.
     *
     * @param reload handles its own failures; one that it lets out ends the thread
     */
    static Reloads start(Runnable reload) {
        var reloads = new Reloads(reload);
        reloads.thread.start();
        return reloads;
    }

    /** Asks for a reload. Returns at once. */
    void request() {
        wanted.release();
    }

    /**
     * Asks for a reload at each SIGHUP, by which daemons are told to read their configuration again. By reflection, because
     * javac warns of every use of {@code sun.misc.Signal} and cannot be told not to.
     */
    void onHangup() throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handlerType = Class.forName("sun.misc.SignalHandler");
        var handler =
                Proxy.newProxyInstance(Reloads.class.getClassLoader(), new Class<?>[] {handlerType}, (_, _, _) -> {
                    request();
                    return null;
                });
        signal.getMethod("handle", signal, handlerType)
                .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handler);
    }

    private void run(Runnable reload) {
        try {
            while (true) {
                wanted.acquire();
                wanted.drainPermits();
                reload.run();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
