package dev.portmux.sidecar.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Sockets on one polling interface of the operating system, served by Netty's event loops without channels and pipelines. */
public interface Transport {

    IoHandlerFactory handlers();

    /** Sockets that are served on {@code loop}. */
    Sockets on(IoEventLoop loop);

    /** The number of event loops to use on this many processors. */
    int loops(int processors);

    interface Sockets extends Dialer {

        /**
         * Binds.
         *
         * @param shared whether several loops listen on this address, each for its share of the clients
         */
        Acceptor listen(InetSocketAddress address, boolean shared) throws IOException;
    }
}
