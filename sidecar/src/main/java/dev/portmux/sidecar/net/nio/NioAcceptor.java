package dev.portmux.sidecar.net.nio;

import dev.portmux.sidecar.net.ListeningSocket;
import dev.portmux.sidecar.net.Peer;
import io.netty.channel.IoEventLoop;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening socket in a selector. */
final class NioAcceptor extends ListeningSocket implements NioIoHandle {
    private final IoEventLoop loop;
    private final ServerSocketChannel channel;

    NioAcceptor(IoEventLoop loop, ServerSocketChannel channel) throws IOException {
        super(loop, (InetSocketAddress) channel.getLocalAddress(), NioIoOps.ACCEPT, NioIoOps.NONE);
        this.loop = loop;
        this.channel = channel;
    }

    @Override
    protected boolean acceptOne(Handler whom) throws IOException {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
            return false;
        }
        NioSocket.configure(accepted);
        Peer peer = Peer.of((InetSocketAddress) accepted.getRemoteAddress());
        whom.accepted(NioSocket.accepted(loop, accepted), peer);
        return true;
    }

    @Override
    protected boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    protected void closeSocket() throws IOException {
        channel.close();
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel;
    }
}
