package dev.portmux.sidecar.admin;

import dev.portmux.sidecar.net.ListenFailure;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The admin endpoint: GET and HEAD of a few paths, on an event loop of its own, so that nothing asked here waits for the
 * data plane or holds it up. Whoever connects is bounded: the bytes of a request, the time for each step, the number of
 * connections and the bytes of answers that are not yet taken. At a bound the oldest connection goes, never the new one:
 * a probe always gets in.
 */
public final class AdminServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int READ = 2048;
    private static final int LONGEST_LINE = 2048;
    private static final int LONGEST_HEAD = 8192;
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    private final MultiThreadIoEventLoopGroup group;
    private final Channel channel;

    private AdminServer(MultiThreadIoEventLoopGroup group, Channel channel) {
        this.group = group;
        this.channel = channel;
    }

    /**
     * Listens, and answers at once.
     *
     * @param maxConnections open at once
     * @param endpoints      by path
     * @throws IOException saying in one sentence why the address cannot be listened on
     */
    public static AdminServer start(InetSocketAddress address, int maxConnections, Map<String, Endpoint> endpoints)
            throws IOException {
        boolean epoll = Epoll.isAvailable();
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("portmux-admin", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Class<? extends ServerChannel> sockets = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        AdminConnections connections = new AdminConnections(maxConnections);
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(sockets)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .handler(new AcceptFailures(connections))
                .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(codec(), new AdminConnection(connections, endpoints));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close(group);
            throw ListenFailure.of(address, failure(bound.cause()));
        }
        return new AdminServer(group, bound.channel());
    }

    private static HttpServerCodec codec() {
        return new HttpServerCodec(
                new HttpDecoderConfig().setMaxInitialLineLength(LONGEST_LINE).setMaxHeaderSize(LONGEST_HEAD));
    }

    private static IOException failure(Throwable cause) {
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        close(group);
    }

    private static void close(MultiThreadIoEventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** When no connection can be accepted, such as for want of file descriptors: gives one up, and waits for a moment. */
    @Sharable
    private static final class AcceptFailures extends ChannelInboundHandlerAdapter {
        private final AdminConnections connections;

        AcceptFailures(AdminConnections connections) {
            this.connections = connections;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            connections.closeOldest();
            context.channel().config().setAutoRead(false);
            var _ = context.executor()
                    .schedule(
                            () -> context.channel().config().setAutoRead(true),
                            ACCEPT_PAUSE_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }
}
