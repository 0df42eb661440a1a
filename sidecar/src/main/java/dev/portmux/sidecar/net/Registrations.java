package dev.portmux.sidecar.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Registers sockets with an event loop. */
public final class Registrations {
    private Registrations() {}

    /** Registers a socket. Called on the thread of the loop, so the registration is complete on return. */
    public static IoRegistration register(IoEventLoop loop, IoHandle handle) throws IOException {
        Future<IoRegistration> future = loop.register(handle);
        if (!future.isSuccess()) {
            throw new IOException("cannot register with the event loop", future.cause());
        }
        return future.getNow();
    }

    /** Tells a listener that handling its event failed. Throws nothing, since that would end the loop with all its connections. */
    public static void tell(Socket socket, Socket.Listener listener, Throwable cause) {
        try {
            listener.failed(cause);
        } catch (Throwable again) {
            socket.close();
        }
    }
}
