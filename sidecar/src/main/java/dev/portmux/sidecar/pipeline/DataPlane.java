package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.limit.ConnectionCap;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Acceptor;
import dev.portmux.sidecar.net.ListenFailure;
import dev.portmux.sidecar.net.Transport;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The event loops and their listening sockets. */
public final class DataPlane implements AutoCloseable {
    /** How long to wait for an answer of the loops. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MultiThreadIoEventLoopGroup group;
    private final List<WorkerThread> threads;
    private final ConnectionCap cap;

    private DataPlane(MultiThreadIoEventLoopGroup group, List<WorkerThread> threads, ConnectionCap cap) {
        this.group = group;
        this.threads = threads;
        this.cap = cap;
    }

    /**
     * Binds; {@link #start} begins to accept.
     *
     * @throws IOException saying in one sentence why the address cannot be listened on
     */
    public static DataPlane bind(InetSocketAddress address, Transport transport, Worker.Plan plan, Limits limits)
            throws IOException {
        int loops = transport.loops(Runtime.getRuntime().availableProcessors());
        var group = new MultiThreadIoEventLoopGroup(
                loops, new DefaultThreadFactory("portmux-loop", true), transport.handlers());
        List<WorkerThread> threads = new ArrayList<>();
        InetSocketAddress bound = address;
        try {
            refuseShared(address);
            for (int i = 0; i < loops; i++) {
                IoEventLoop eventLoop = group.next();
                Transport.Sockets sockets = transport.on(eventLoop);
                Acceptor acceptor = sockets.listen(bound, loops > 1);
                bound = acceptor.address();
                var platform = new Worker.Platform(System::nanoTime, WorkerThread.scheduler(eventLoop), sockets);
                threads.add(new WorkerThread(eventLoop, new Worker(platform, plan, limits, loops), acceptor));
            }
            return new DataPlane(group, List.copyOf(threads), limits.cap());
        } catch (IOException e) {
            threads.forEach(thread -> thread.acceptor().close());
            await(group.shutdownGracefully(0, 1, TimeUnit.SECONDS), 5 * PATIENCE_NANOS);
            throw ListenFailure.of(address, e);
        }
    }

    /** With SO_REUSEPORT another process on the port would silently get some of the connections: bind once without it. */
    private static void refuseShared(InetSocketAddress address) throws IOException {
        if (address.getPort() != 0) {
            // Bound, not listening: connections that queued on it would be reset when it closes.
            try (java.net.Socket probe = new java.net.Socket()) {
                probe.setReuseAddress(true);
                probe.bind(address);
            }
        }
    }

    /** The address that it listens on. */
    public InetSocketAddress address() {
        return threads.getFirst().acceptor().address();
    }

    /** Begins to accept. */
    public void start() {
        threads.forEach(WorkerThread::start);
    }

    /** Accepts the connections that the kernel has queued, then closes the listeners. */
    public void stopAccepting() {
        onLoops(thread -> thread.acceptor().close());
    }

    /** Ends all open connections. */
    public void endAll(Result how) {
        onLoops(thread -> thread.worker().endAll(how));
    }

    /** The number of open connections. */
    public int openConnections() {
        return cap.open();
    }

    /** Whether the next connection will be refused. */
    public boolean full() {
        return cap.full();
    }

    /** How long the slowest event loop has not answered; zero while all answer. A terminated loop never answers. */
    public Duration longestStall() {
        return Duration.ofNanos(
                threads.stream().mapToLong(WorkerThread::stalledNanos).max().orElse(0));
    }

    /** Visits the open connections, each on its loop; false if a loop did not finish within a second. */
    public boolean forEachOpen(Consumer<Connection> visitor) {
        return onLoops(thread -> thread.worker().forEachOpen(visitor));
    }

    private boolean onLoops(Consumer<WorkerThread> task) {
        List<Future<?>> results = new ArrayList<>();
        for (WorkerThread thread : threads) {
            results.add(thread.eventLoop().submit(() -> task.accept(thread)));
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean all = true;
        for (Future<?> result : results) {
            all &= await(result, end - System.nanoTime());
        }
        return all;
    }

    private static boolean await(Future<?> future, long nanos) {
        return future.awaitUninterruptibly(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        if (!group.isShuttingDown()) {
            stopAccepting();
            endAll(Result.DRAINED);
        }
        await(group.shutdownGracefully(0, 1, TimeUnit.SECONDS), 5 * PATIENCE_NANOS);
    }
}
