package dev.portmux.sidecar.net.epoll;

import dev.portmux.sidecar.net.Acceptor;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Transport;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The sockets of one event loop, and what they share. */
final class EpollSockets implements Transport.Sockets {
    private static final int BACKLOG = 4096;
    private static final int IPPROTO_TCP = 6;

    /** Linux's struct tcp_info up to tcpi_rttvar; tcpi_rtt is in microseconds. */
    private static final int TCP_INFO = 11;

    private static final int TCP_INFO_LENGTH = 76;
    private static final int TCP_INFO_RTT = 68;

    private final IoEventLoop eventLoop;
    private final OptionalInt socketBuffer;
    /** Shared, since direct memory is expensive to allocate and silent clients come in bursts. */
    private final ByteBuffer info = ByteBuffer.allocateDirect(TCP_INFO_LENGTH).order(ByteOrder.nativeOrder());

    /** Shared, since C1 creates a capturing lambda through a call into the JVM: 0.3 us. */
    private final Runnable closeAll = this::closeAll;

    private List<EpollSocket> closing = new ArrayList<>();

    EpollSockets(IoEventLoop eventLoop, OptionalInt socketBuffer) {
        this.eventLoop = eventLoop;
        this.socketBuffer = socketBuffer;
    }

    IoEventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public Socket dial(InetSocketAddress backend) throws IOException {
        NativeSocket socket = NativeSocket.open(backend.getAddress() instanceof Inet6Address);
        try {
            socket.urgentInline();
            bound(socket);
            // The ACK of the handshake rides with the first bytes: 2 to 4 us per connection.
            socket.quickAck(false);
            socket.connect(backend);
            return EpollSocket.dialled(this, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Acceptor listen(InetSocketAddress address, boolean shared) throws IOException {
        NativeSocket socket =
                NativeSocket.open(io.netty.channel.unix.Socket.isIPv6Preferred()); // 0.0.0.0 on IPv6 takes both
        try {
            socket.setReuseAddress(true);
            // One acceptor per loop: 66 to 70 us, one that hands over to the loops: 72 to 78.
            socket.setReusePort(shared);
            // Inherited by what is accepted:
            socket.setTcpNoDelay(true);
            socket.keepAlive(Socket.KeepAlive.OF_CLIENTS);
            socket.urgentInline();
            bound(socket);
            socket.bind(address);
            socket.listen(BACKLOG);
            return new EpollAcceptor(this, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void bound(NativeSocket socket) throws IOException {
        if (socketBuffer.isPresent()) {
            socket.setSendBufferSize(socketBuffer.getAsInt());
            socket.setReceiveBufferSize(socketBuffer.getAsInt());
        }
    }

    /** 0 if the kernel does not know it. */
    long roundTripNanos(NativeSocket socket) {
        try {
            socket.getRawOpt(IPPROTO_TCP, TCP_INFO, info.clear());
            return TimeUnit.MICROSECONDS.toNanos(info.getInt(TCP_INFO_RTT));
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Closes it after the events of this epoll_wait are handled. Otherwise the kernel could give the same descriptor to a new
     * socket within the batch, which would then get the old socket's event and lose its bytes.
     */
    void close(EpollSocket socket) {
        closing.add(socket);
        if (closing.size() == 1) {
            eventLoop.execute(closeAll);
        }
    }

    private void closeAll() {
        List<EpollSocket> now = closing;
        closing = new ArrayList<>();
        now.forEach(EpollSocket::closeNow);
    }
}
