package dev.portmux.sidecar;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listening socket in a selector. */
final class NioAcceptor implements Acceptor, NioIoHandle {
    private final IoEventLoop loop;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private @Nullable Handler handler;
    private @Nullable IoRegistration registration;

    NioAcceptor(IoEventLoop loop, ServerSocketChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        address = (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void start(Handler whom) throws IOException {
        handler = whom;
        Future<IoRegistration> future = loop.register(this);
        if (!future.isSuccess()) {
            throw new IOException("cannot register with the selector", future.cause());
        }
        registration = future.getNow();
        resume();
    }

    @Override
    public void handle(IoRegistration self, IoEvent event) {
        Handler whom = handler;
        if (whom == null) {
            return;
        }
        try {
            accept(whom);
            if (!whom.wantsMore()) {
                submit(NioIoOps.NONE);
            }
        } catch (Throwable error) {
            // The handler has told of it; what left this method would end the loop with all its connections.
            resume();
        }
    }

    /** @return false if there is none */
    private boolean accept(Handler whom) {
        try {
            SocketChannel accepted = channel.accept();
            if (accepted == null) {
                return false;
            }
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Peer peer = Peer.of((InetSocketAddress) accepted.getRemoteAddress());
            whom.accepted(new NioWire(loop, accepted, false), peer);
            return true;
        } catch (IOException e) {
            submit(NioIoOps.NONE);
            whom.acceptFailed(e);
            return false;
        }
    }

    @Override
    public void resume() {
        submit(NioIoOps.ACCEPT);
    }

    private void submit(NioIoOps ops) {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        if (handler != null) {
            while (handler.wantsMore() && accept(handler)) {}
        }
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
    public SelectableChannel selectableChannel() {
        return channel;
    }
}
