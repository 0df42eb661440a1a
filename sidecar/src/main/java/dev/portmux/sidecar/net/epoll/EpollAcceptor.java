package dev.portmux.sidecar.net.epoll;

import dev.portmux.sidecar.net.ListeningSocket;
import dev.portmux.sidecar.net.Peer;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.Arrays;

/** A level-triggered listening socket. With one accept for each event it needs 1.0 accept4 calls per connection instead of 1.7. */
final class EpollAcceptor extends ListeningSocket implements EpollIoHandle {
    /** Netty takes a socket without any operation out of epoll, and then cannot change what it waits for. */
    private static final EpollIoOps PAUSED = EpollIoOps.EPOLLERR;

    /** Room for Netty's form: length, address (4 bytes, or 16 and a scope), port of 4 bytes. */
    private final byte[] packed = new byte[26];

    private final EpollSockets sockets;
    private final NativeSocket socket;

    EpollAcceptor(EpollSockets sockets, NativeSocket socket) {
        super(sockets.eventLoop(), socket.localAddress(), EpollIoOps.EPOLLIN, PAUSED);
        this.sockets = sockets;
        this.socket = socket;
    }

    @Override
    protected boolean acceptOne(Handler whom) throws IOException {
        int fd = socket.accept(packed);
        if (fd < 0) {
            return false;
        }
        whom.accepted(EpollSocket.accepted(sockets, new NativeSocket(fd)), peer());
        return true;
    }

    private Peer peer() {
        int length = packed[0];
        int port = ((packed[length - 1] & 0xff) << 8) | (packed[length] & 0xff);
        return new Peer(Arrays.copyOfRange(packed, 1, length == 8 ? 5 : 17), port);
    }

    @Override
    protected boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    protected void closeSocket() throws IOException {
        socket.close();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }
}
