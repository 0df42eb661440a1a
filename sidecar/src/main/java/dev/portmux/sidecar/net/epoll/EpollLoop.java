package dev.portmux.sidecar.net.epoll;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the sockets of one event loop share. */
public final class EpollLoop {
    /** Linux's struct tcp_info up to tcpi_rttvar; tcpi_rtt is in microseconds. */
    private static final int TCP_INFO = 11;

    private static final int TCP_INFO_LENGTH = 76;
    private static final int TCP_INFO_RTT = 68;

    private final IoEventLoop eventLoop;
    /** One for all: direct memory is dear to allocate, and silent clients come in bursts. */
    private final ByteBuffer info = ByteBuffer.allocateDirect(TCP_INFO_LENGTH).order(ByteOrder.nativeOrder());

    /** One for all: the first compiler makes a lambda that captures through a call into the JVM, 0.3 us. */
    private final Runnable closeAll = this::closeAll;

    private List<EpollWire> closing = new ArrayList<>();

    EpollLoop(IoEventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    IoEventLoop eventLoop() {
        return eventLoop;
    }

    /** 0 where the kernel does not tell. */
    long roundTripNanos(Socket socket) {
        try {
            socket.getRawOpt(EpollTransport.IPPROTO_TCP, TCP_INFO, info.clear());
            return TimeUnit.MICROSECONDS.toNanos(info.getInt(TCP_INFO_RTT));
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Closes it after the events of this epoll_wait are handled. A number closed between two events of a batch could be
     * given to a new socket within that batch, which would then hear the end of the old one and lose its bytes.
     */
    void close(EpollWire wire) {
        closing.add(wire);
        if (closing.size() == 1) {
            eventLoop.execute(closeAll);
        }
    }

    private void closeAll() {
        List<EpollWire> now = closing;
        closing = new ArrayList<>();
        now.forEach(EpollWire::closeNow);
    }
}
