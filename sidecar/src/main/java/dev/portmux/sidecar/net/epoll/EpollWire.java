package dev.portmux.sidecar.net.epoll;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.Registrations;
import dev.portmux.sidecar.net.Wire;
import dev.portmux.sidecar.net.WireListener;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * A socket in epoll, registered once and edge-triggered: 2 epoll_ctl per connection instead of 10. It is told of room only
 * while somebody waits for it: a socket that is registered for that is reported at once, one more event per connection.
 */
final class EpollWire implements Wire, EpollIoHandle {
    private static final int IN = EpollIoOps.EPOLLIN.value();
    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final int ERR = EpollIoOps.EPOLLERR.value();
    private static final int RDHUP = EpollIoOps.EPOLLRDHUP.value();
    private static final int HUP = 0x10;
    private static final EpollIoOps READ = EpollIoOps.valueOf(IN | RDHUP | EpollIoOps.EPOLLET.value());
    private static final EpollIoOps READ_AND_WRITE = READ.with(EpollIoOps.EPOLLOUT);

    private final EpollLoop loop;
    private final Socket socket;
    private @Nullable WireListener listener;
    private @Nullable IoRegistration registration;
    private EpollIoOps ops = READ;
    private boolean connecting;
    private boolean wantsRoom;
    private boolean delays;
    private boolean sent;
    private boolean closed;

    /** @param dialled it is connecting, and without TCP_NODELAY; otherwise accepted */
    EpollWire(EpollLoop loop, Socket socket, boolean dialled) {
        this.loop = loop;
        this.socket = socket;
        connecting = dialled;
        delays = dialled;
    }

    @Override
    public void open(WireListener whom) throws IOException {
        listener = whom;
        if (connecting) {
            awaitRoom();
        }
        registration = Registrations.register(loop.eventLoop(), this);
        arm();
    }

    @Override
    public void handle(IoRegistration self, IoEvent event) {
        WireListener whom = listener;
        if (closed || whom == null) {
            return;
        }
        int told = ((EpollIoEvent) event).ops().value();
        try {
            boolean first = connecting;
            if (connecting && !socket.finishConnect()) {
                return;
            }
            connecting = false;
            if (wantsRoom && (told & (OUT | ERR)) != 0) {
                wantsRoom = false;
                whom.writable();
            }
            if (first && !sent && !closed) {
                acknowledge();
            }
            if ((told & (IN | RDHUP | HUP | ERR)) != 0 && !closed) {
                whom.readable((told & (RDHUP | HUP | ERR)) != 0);
            }
        } catch (Throwable error) {
            whom.failedOn(this, error);
        }
    }

    /** With nothing to send, the ACK of the handshake has nothing to ride with: the backend would wait 200 ms for it. */
    private void acknowledge() throws IOException {
        socket.setIntOpt(EpollTransport.IPPROTO_TCP, EpollTransport.TCP_QUICKACK, 1);
    }

    /** By address: JNI asks a buffer for its own with four calls into the JVM. {@link Buffers} has none but direct ones. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        int got = socket.recvAddress(Buffer.memoryAddress(into), into.position(), into.limit());
        if (got > 0) {
            into.position(into.position() + got);
        }
        return got;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (sent && delays) {
            // Not before: the first bytes never wait for an ACK, and often there are no others.
            delays = false;
            socket.setTcpNoDelay(true);
        }
        int took;
        try {
            took = socket.sendAddress(Buffer.memoryAddress(from), from.position(), from.limit());
        } catch (NotYetConnectedException e) {
            return 0;
        }
        if (took > 0) {
            connecting = false;
            sent = true;
            from.position(from.position() + took);
        }
        if (from.hasRemaining()) {
            awaitRoom();
        }
        return took;
    }

    private void awaitRoom() {
        wantsRoom = true;
        if (!ops.contains(EpollIoOps.EPOLLOUT)) {
            ops = READ_AND_WRITE;
            arm();
        }
    }

    @Override
    public long roundTripNanos() {
        return loop.roundTripNanos(socket);
    }

    /** Bytes and FIN in one segment: 6 of 90 us per connection, and the client wakes once. */
    @Override
    public void beforeLast() throws IOException {
        socket.setIntOpt(EpollTransport.IPPROTO_TCP, EpollTransport.TCP_CORK, 1);
    }

    @Override
    public void finish() throws IOException {
        socket.shutdown(false, true);
    }

    @Override
    public void arm() {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            loop.close(this);
        }
    }

    @Override
    public void abort() {
        try {
            socket.setSoLinger(0);
        } catch (IOException e) {
            // then it is FIN instead of RST
        }
        close();
    }

    void closeNow() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone all the same
        }
        // In this order epoll forgets the socket by itself: no EPOLL_CTL_DEL.
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }
}
