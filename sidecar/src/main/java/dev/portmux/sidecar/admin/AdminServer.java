package dev.portmux.sidecar.admin;

import dev.portmux.sidecar.net.ListenFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin endpoint: GET and HEAD of a few paths. It has its own thread, so that requests neither wait for the data plane nor
 * delay it. The bytes of a request, the time for each step, the number of connections and the bytes of unread answers are
 * bounded. At a bound the oldest connection is closed and never the new one, so a probe always gets in.
 *
 * <p>It uses no library, because of memory: Netty's channels and HTTP codec are 430 classes and 3.7 MiB at rest (November
 * 2026), and the JDK's server cannot bound any of this.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int BACKLOG = 128;
    private static final long ACCEPT_PAUSE_MILLIS = 100;
    private static final long LOOK_MILLIS = 100;
    private static final long TAP_MILLIS = 20;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey accepting;
    private final InetSocketAddress address;
    private final AdminConnections connections;
    private final Map<String, Endpoint> endpoints;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "portmux-admin");
    private long acceptAgainAt;
    private volatile boolean closing;

    private AdminServer(
            Selector selector,
            ServerSocketChannel listener,
            AdminConnections connections,
            Map<String, Endpoint> endpoints)
            throws IOException {
        this.selector = selector;
        this.listener = listener;
        this.connections = connections;
        this.endpoints = endpoints;
        address = (InetSocketAddress) listener.getLocalAddress();
        accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /**
     * Listens, and answers at once.
     *
     * @param maxConnections the most open connections
     * @param endpoints      by path
     * @throws IOException saying in one sentence why the address cannot be listened on
     */
    public static AdminServer start(InetSocketAddress address, int maxConnections, Map<String, Endpoint> endpoints)
            throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(address, BACKLOG).configureBlocking(false);
            AdminServer server = new AdminServer(selector, listener, new AdminConnections(maxConnections), endpoints);
            server.thread.start();
            return server;
        } catch (IOException e) {
            listener.close();
            selector.close();
            throw ListenFailure.of(address, e);
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    private void run() {
        while (!closing) {
            try {
                turn();
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("the admin endpoint goes on after an error", e);
                pauseAccepting();
            }
        }
        connections.closeAll();
        close(listener);
        close(selector);
    }

    private void turn() throws IOException {
        selector.select(longestWait());
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof AdminConnection connection) {
                connection.ready();
            } else {
                accept();
            }
        }
        selector.selectedKeys().clear();
        connections.tick(System.nanoTime());
        if (accepting.interestOps() == 0 && System.nanoTime() - acceptAgainAt >= 0) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** In milliseconds; 0 is forever. A tap is looked at, because event loops that woke this thread would pay for it. */
    private long longestWait() {
        if (connections.anyTapping()) {
            return TAP_MILLIS;
        }
        return connections.isEmpty() && accepting.interestOps() != 0 ? 0 : LOOK_MILLIS;
    }

    /** If accepting fails, for example because no file descriptor is left, the oldest connection is closed. */
    private void accept() {
        try {
            SocketChannel accepted = listener.accept();
            if (accepted != null) {
                serve(accepted);
            }
        } catch (IOException e) {
            connections.closeOldest();
            pauseAccepting();
        }
    }

    private void serve(SocketChannel accepted) {
        try {
            connections.add(new AdminConnection(accepted, selector, connections, endpoints, this::execute));
        } catch (IOException e) {
            close(accepted);
        }
    }

    private void pauseAccepting() {
        accepting.interestOps(0);
        acceptAgainAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ACCEPT_PAUSE_MILLIS);
    }

    private void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            // it is gone all the same
        }
    }
}
