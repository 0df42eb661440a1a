package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Acceptor;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Timeouts;
import dev.portmux.sidecar.net.Wire;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An event loop with its own acceptor: a connection lives on the loop that accepted it, and so does its backend. */
final class LoopThread implements Acceptor.Handler {
    /** When no file descriptor is left: how long until the next try. */
    private static final long PAUSE_MILLIS = 100;

    private final IoEventLoop eventLoop;
    private final Loop loop;
    private final Acceptor acceptor;
    private final AtomicLong askedAt = new AtomicLong();

    LoopThread(IoEventLoop eventLoop, Loop loop, Acceptor acceptor) {
        this.eventLoop = eventLoop;
        this.loop = loop;
        this.acceptor = acceptor;
        loop.onRoom(acceptor::resume);
    }

    static Timeouts.Scheduler scheduler(IoEventLoop eventLoop) {
        return (task, nanos) -> {
            var _ = eventLoop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        };
    }

    void start() {
        eventLoop.execute(() -> {
            try {
                acceptor.start(this);
            } catch (IOException e) {
                loop.journal().unexpected(e);
            }
        });
    }

    @Override
    public void accepted(Wire wire, Peer peer) {
        try {
            loop.accepted(wire, peer);
        } catch (RuntimeException | Error e) {
            loop.journal().unexpected(e);
            wire.close();
        }
    }

    @Override
    public boolean wantsMore() {
        return !loop.full();
    }

    @Override
    public void acceptFailed(IOException cause) {
        scheduler(eventLoop).schedule(acceptor::resume, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        loop.journal().acceptFailed(cause);
    }

    /** How long it has not answered; zero if it does. Each call asks unless it is already asked. */
    Duration stall() {
        long now = System.nanoTime() | 1;
        if (askedAt.compareAndSet(0, now)) {
            eventLoop.execute(() -> askedAt.set(0));
        }
        long asked = askedAt.get();
        return asked == 0 ? Duration.ZERO : Duration.ofNanos(now - asked);
    }

    IoEventLoop eventLoop() {
        return eventLoop;
    }

    Loop loop() {
        return loop;
    }

    Acceptor acceptor() {
        return acceptor;
    }
}
