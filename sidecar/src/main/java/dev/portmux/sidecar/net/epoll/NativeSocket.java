package dev.portmux.sidecar.net.epoll;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * A socket with options of Linux's tcp(7) that Netty does not expose.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
final class NativeSocket extends Socket {
    private static final int SOL_SOCKET = 1;
    private static final int SO_OOBINLINE = 10;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_CORK = 3;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_QUICKACK = 12;

    /** Seconds without a byte before the first probe, and between two; the kernel gives up after nine. */
    private static final int KEEPALIVE_IDLE = 60;

    private static final int KEEPALIVE_INTERVAL = 10;

    NativeSocket(int fd) {
        super(fd);
    }

    /** Opens a socket of the needed family. Netty's are IPv6 for both, which costs one more system call. */
    static NativeSocket open(boolean ipv6) throws IOException {
        try {
            return new NativeSocket(newSocketStream0(ipv6));
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e); // such as: too many open files
        }
    }

    /** Finds vanished peers after two and a half minutes. Accepted sockets inherit it from their listener. */
    void keepAlive() throws IOException {
        setKeepAlive(true);
        setIntOpt(IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE);
        setIntOpt(IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL);
    }

    /** Reads urgent bytes in their place in the stream, as ordinary bytes. */
    void urgentInline() throws IOException {
        setIntOpt(SOL_SOCKET, SO_OOBINLINE, 1);
    }

    void cork() throws IOException {
        setIntOpt(IPPROTO_TCP, TCP_CORK, 1);
    }

    void quickAck(boolean on) throws IOException {
        setIntOpt(IPPROTO_TCP, TCP_QUICKACK, on ? 1 : 0);
    }
}
