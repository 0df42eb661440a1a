package dev.portmux.sidecar.net.nio;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Registrations;
import dev.portmux.sidecar.net.Socket;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket in a selector. Selectors are level-triggered; dropping an interest after its event makes it edge-triggered. */
final class NioSocket implements Socket, NioIoHandle {
    private static final int KEEPALIVE_INTERVAL = 10;

    private enum Phase {
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final IoEventLoop loop;
    private final SocketChannel channel;
    private @Nullable Listener listener;
    private @Nullable IoRegistration registration;
    private int interest;
    private Phase phase;
    private End end = End.NONE;

    private NioSocket(IoEventLoop loop, SocketChannel channel, Phase phase) {
        this.loop = loop;
        this.channel = channel;
        this.phase = phase;
    }

    static NioSocket accepted(IoEventLoop loop, SocketChannel channel) {
        return new NioSocket(loop, channel, Phase.CONNECTED);
    }

    static NioSocket dialled(IoEventLoop loop, SocketChannel channel, boolean connected) {
        return new NioSocket(loop, channel, connected ? Phase.CONNECTED : Phase.CONNECTING);
    }

    static void configure(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        keepAlive(channel, KeepAlive.OF_CLIENTS);
        // Urgent bytes are read where they stand in the stream, as the backend would read most of them.
        channel.socket().setOOBInline(true);
    }

    @Override
    public void open(Listener whom) throws IOException {
        listener = whom;
        registration = Registrations.register(loop, this);
        interest(interest | (phase == Phase.CONNECTING ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ));
    }

    @Override
    public void handle(IoRegistration self, IoEvent event) {
        Listener whom = listener;
        if (phase == Phase.CLOSED || whom == null) {
            return;
        }
        NioIoOps ops = ((NioIoEvent) event).ops();
        try {
            interest(interest & ~ops.value());
            if (phase == Phase.CONNECTING) {
                if (!channel.finishConnect()) {
                    return;
                }
                phase = Phase.CONNECTED;
                interest(interest | SelectionKey.OP_READ);
                whom.writable();
            } else if (ops.contains(NioIoOps.WRITE)) {
                whom.writable();
            }
            if (phase != Phase.CLOSED && ops.contains(NioIoOps.READ)) {
                whom.readable();
            }
        } catch (Throwable error) {
            Registrations.tell(this, whom, error);
        }
    }

    @Override
    public int read(ByteBuffer into) {
        int asked = into.remaining();
        int got;
        try {
            got = channel.read(into);
        } catch (IOException e) {
            end = End.RESET;
            return 0;
        }
        if (got < 0) {
            end = end == End.NONE ? End.FIN : end;
            return 0;
        }
        if (got < asked) {
            arm();
        }
        return got;
    }

    @Override
    public End end() {
        return end;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (phase == Phase.CONNECTING) {
            return 0;
        }
        int took = channel.write(from);
        if (from.hasRemaining()) {
            interest(interest | SelectionKey.OP_WRITE);
        }
        return took;
    }

    /** On systems that have these options: java.base has no constants for them, and none for the user's time limit. */
    @Override
    public void keepAlive(KeepAlive settings) throws IOException {
        keepAlive(channel, settings);
    }

    private static void keepAlive(SocketChannel channel, KeepAlive settings) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, settings.idleSeconds() > 0);
        if (settings.idleSeconds() > 0) {
            set(channel, "TCP_KEEPIDLE", settings.idleSeconds());
            set(channel, "TCP_KEEPINTERVAL", KEEPALIVE_INTERVAL);
        }
    }

    private static void set(SocketChannel channel, String name, int value) throws IOException {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals(name) && option.type() == Integer.class) {
                @SuppressWarnings("unchecked") // by its type
                SocketOption<Integer> number = (SocketOption<Integer>) option;
                channel.setOption(number, value);
            }
        }
    }

    @Override
    public Peer localAddress() throws IOException {
        return Peer.of((InetSocketAddress) channel.getLocalAddress());
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void arm() {
        interest(interest | SelectionKey.OP_READ);
    }

    private void interest(int ops) {
        interest = ops;
        if (registration != null) {
            registration.submit(NioIoOps.valueOf(ops));
        }
    }

    @Override
    public void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone all the same
        }
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // then it is FIN instead of RST
        }
        close();
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel;
    }
}
