package dev.portmux.sidecar.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The sockets of one operating system interface, served by Netty's event loops without channels and pipelines. */
public interface Transport {

    IoHandlerFactory handlers();

    /** Sockets that are served on {@code loop}. */
    Sockets on(IoEventLoop loop);

    /** Loops that it is of use with, given so many processors. */
    int loops(int processors);

    interface Sockets extends Dialer {

        /**
         * Binds.
         *
         * @param shared several loops listen on this address, and each gets its share
         */
        Acceptor listen(InetSocketAddress address, boolean shared) throws IOException;
    }
}
