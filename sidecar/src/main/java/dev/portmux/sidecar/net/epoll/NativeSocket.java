package dev.portmux.sidecar.net.epoll;

import dev.portmux.sidecar.net.Socket.KeepAlive;
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

    private static final int TCP_USER_TIMEOUT = 18;

    /** Seconds between two probes; the kernel gives up after nine. */
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

    void keepAlive(KeepAlive settings) throws IOException {
        setKeepAlive(settings.idleSeconds() > 0);
        if (settings.idleSeconds() > 0) {
            setIntOpt(IPPROTO_TCP, TCP_KEEPIDLE, settings.idleSeconds());
            setIntOpt(IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL);
        }
        if (settings.userTimeout() > 0) {
            setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, settings.userTimeout());
        }
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
