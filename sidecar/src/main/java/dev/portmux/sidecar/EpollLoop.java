package dev.portmux.sidecar;

import io.netty.channel.IoEventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Closes sockets after the events of one epoll_wait are handled. A number closed between two events of a batch could be
 * given to a new socket within that batch, which would then hear the end of the old one and lose its bytes.
 */
final class EpollCloser {
    private final IoEventLoop loop;
    /** One for all: the first compiler makes a lambda that captures through a call into the JVM, 0.3 us. */
    private final Runnable closeAll = this::closeAll;

    private List<EpollWire> closing = new ArrayList<>();

    EpollCloser(IoEventLoop loop) {
        this.loop = loop;
    }

    void close(EpollWire wire) {
        closing.add(wire);
        if (closing.size() == 1) {
            loop.execute(closeAll);
        }
    }

    private void closeAll() {
        List<EpollWire> now = closing;
        closing = new ArrayList<>();
        now.forEach(EpollWire::closeNow);
    }
}
