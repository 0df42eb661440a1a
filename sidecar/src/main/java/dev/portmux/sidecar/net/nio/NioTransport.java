package dev.portmux.sidecar.net.nio;

import dev.portmux.sidecar.net.Acceptor;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Transport;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The JDK's selectors, for development on other systems. One loop, since not every system lets several listeners share a port. */
public final class NioTransport implements Transport {
    private static final int BACKLOG = 4096;

    @Override
    public IoHandlerFactory handlers() {
        return NioIoHandler.newFactory();
    }

    @Override
    public int loops(int processors) {
        return 1;
    }

    @Override
    public Sockets on(IoEventLoop loop) {
        return new NioSockets(loop);
    }

    private record NioSockets(IoEventLoop loop) implements Sockets {

        @Override
        public Socket dial(InetSocketAddress backend) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                NioSocket.configure(channel);
                return NioSocket.dialled(loop, channel, channel.connect(backend));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public Acceptor listen(InetSocketAddress address, boolean shared) throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(address, BACKLOG);
                return new NioAcceptor(loop, channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }
}
