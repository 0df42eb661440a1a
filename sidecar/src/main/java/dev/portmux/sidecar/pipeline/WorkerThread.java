package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Acceptor;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Timers;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An event loop with its own acceptor: a connection lives on the loop that accepted it, and so does its backend. */
final class WorkerThread implements Acceptor.Handler {
    /** How long to pause when no file descriptor is left. */
    private static final long PAUSE_MILLIS = 100;

    /** The most accepts for one event while streams keep the loop busy: as many clients as may arrive during one round. */
    private static final int BATCH = 64;

    private static final long TEND_SECONDS = 1;

    private static final long ANSWERED = 0;

    private final IoEventLoop eventLoop;
    private final Worker worker;
    private final Acceptor acceptor;

    /** When the unanswered heartbeat was sent. */
    private final AtomicLong heartbeat = new AtomicLong(ANSWERED);

    WorkerThread(IoEventLoop eventLoop, Worker worker, Acceptor acceptor) {
        this.eventLoop = eventLoop;
        this.worker = worker;
        this.acceptor = acceptor;
    }

    static Timers.Scheduler scheduler(IoEventLoop eventLoop) {
        return (task, nanos) -> {
            var _ = eventLoop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        };
    }

    void start() {
        eventLoop.execute(() -> {
            try {
                acceptor.start(this);
                var _ = eventLoop.scheduleWithFixedDelay(worker::tend, TEND_SECONDS, TEND_SECONDS, TimeUnit.SECONDS);
            } catch (IOException e) {
                worker.plan().observer().unexpected(e);
            }
        });
    }

    @Override
    public void accepted(Socket socket, Peer peer) {
        worker.accepted(socket, peer);
    }

    @Override
    public int batch() {
        return worker.turns().anyBusy() ? BATCH : 1;
    }

    @Override
    public void acceptFailed(IOException cause) {
        scheduler(eventLoop).schedule(acceptor::resume, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        worker.plan().observer().acceptFailed(cause);
    }

    /** How long the loop has not answered, in nanoseconds; zero if it has answered the previous heartbeat. Sends the next one. */
    long stalledNanos() {
        long now = Math.max(System.nanoTime(), ANSWERED + 1);
        long sent = heartbeat.compareAndExchange(ANSWERED, now);
        if (sent != ANSWERED) {
            return Math.max(now - sent, 1);
        }
        try {
            eventLoop.execute(() -> heartbeat.set(ANSWERED));
            return 0;
        } catch (RejectedExecutionException e) {
            return Long.MAX_VALUE; // it has ended
        }
    }

    IoEventLoop eventLoop() {
        return eventLoop;
    }

    Worker worker() {
        return worker;
    }

    Acceptor acceptor() {
        return acceptor;
    }
}
