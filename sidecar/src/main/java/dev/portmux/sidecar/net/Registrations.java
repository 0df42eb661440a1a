package dev.portmux.sidecar.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Sockets in an event loop. */
public final class Registrations {
    private Registrations() {}

    /** Registers a socket; on the thread of its loop, so it is done when this returns. */
    public static IoRegistration register(IoEventLoop loop, IoHandle handle) throws IOException {
        Future<IoRegistration> future = loop.register(handle);
        if (!future.isSuccess()) {
            throw new IOException("cannot register with the event loop", future.cause());
        }
        return future.getNow();
    }

    /** Tells a listener what its event led to, and throws nothing: that would end the loop with all its connections. */
    public static void tell(Socket socket, Socket.Listener listener, Throwable cause) {
        try {
            listener.failed(cause);
        } catch (Throwable again) {
            socket.close();
        }
    }
}
