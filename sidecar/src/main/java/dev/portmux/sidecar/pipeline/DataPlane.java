package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Acceptor;
import dev.portmux.sidecar.net.ListenFailure;
import dev.portmux.sidecar.net.Transport;
import dev.portmux.sidecar.table.Routing;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The event loops and what listens on them. */
public final class DataPlane implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final List<LoopThread> threads;

    private DataPlane(MultiThreadIoEventLoopGroup group, List<LoopThread> threads) {
        this.group = group;
        this.threads = threads;
    }

    /**
     * Binds; {@link #start} begins to accept.
     *
     * @throws IOException saying in one sentence why the address cannot be listened on
     */
    public static DataPlane bind(
            InetSocketAddress address,
            Transport transport,
            int maxConnections,
            Supplier<Routing> routing,
            Journal journal)
            throws IOException {
        int loops = transport.loops(Runtime.getRuntime().availableProcessors());
        var group = new MultiThreadIoEventLoopGroup(
                loops, new DefaultThreadFactory("portmux-loop", true), transport.handlers());
        List<LoopThread> threads = new ArrayList<>();
        InetSocketAddress bound = address;
        try {
            refuseShared(address);
            for (int i = 0; i < loops; i++) {
                IoEventLoop eventLoop = group.next();
                Transport.Sockets sockets = transport.on(eventLoop);
                Acceptor acceptor = sockets.listen(bound, loops > 1);
                bound = acceptor.address();
                Loop loop = new Loop(
                        System::nanoTime,
                        LoopThread.scheduler(eventLoop),
                        sockets,
                        journal,
                        routing,
                        Limits.of(maxConnections, loops));
                threads.add(new LoopThread(eventLoop, loop, acceptor));
            }
            return new DataPlane(group, List.copyOf(threads));
        } catch (IOException e) {
            threads.forEach(thread -> thread.acceptor().close());
            await(group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
            throw ListenFailure.of(address, e);
        }
    }

    /** Another process that shares its port would silently get a part of the connections: bind once without sharing. */
    private static void refuseShared(InetSocketAddress address) throws IOException {
        if (address.getPort() != 0) {
            // Bound, not listening: connections that queued on it would be reset when it closes.
            try (Socket probe = new Socket()) {
                probe.setReuseAddress(true);
                probe.bind(address);
            }
        }
    }

    public InetSocketAddress address() {
        return threads.getFirst().acceptor().address();
    }

    public void start() {
        threads.forEach(LoopThread::start);
    }

    public void stopAccepting() {
        onLoops(thread -> thread.acceptor().close());
    }

    public void endAll(Result how) {
        onLoops(thread -> thread.loop().endAll(how));
    }

    public int openConnections() {
        AtomicInteger sum = new AtomicInteger();
        onLoops(thread -> sum.addAndGet(thread.loop().openConnections()));
        return sum.get();
    }

    /**
     * Visits every open connection on its loop.
     *
     * @return false if a loop did not answer within a second
     */
    public boolean forEachOpen(Consumer<Connection> visitor) {
        return threads.stream()
                .map(thread -> thread.eventLoop().submit(() -> thread.loop().forEachOpen(visitor)))
                .toList()
                .stream()
                .allMatch(visit -> visit.awaitUninterruptibly(1, TimeUnit.SECONDS));
    }

    /** How long the slowest event loop has not answered a heartbeat; zero when all answer. Each call sends one. */
    public Duration longestStall() {
        return threads.stream()
                .map(LoopThread::stall)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** No further connection is taken. */
    public boolean full() {
        return threads.stream().allMatch(thread -> thread.loop().full());
    }

    private void onLoops(Consumer<LoopThread> task) {
        threads.stream()
                .map(thread -> thread.eventLoop().submit(() -> task.accept(thread)))
                .toList()
                .forEach(DataPlane::await);
    }

    private static void await(Future<?> future) {
        future.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        stopAccepting();
        endAll(Result.DRAINED);
        await(group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }
}
