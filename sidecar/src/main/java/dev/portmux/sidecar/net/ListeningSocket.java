package dev.portmux.sidecar.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A listening socket: when it accepts, pauses and closes. The subclass knows epoll or the selector. */
public abstract class ListeningSocket implements Acceptor, IoHandle {
    private final IoEventLoop loop;
    private final InetSocketAddress address;
    private final IoOps accepting;
    private final IoOps paused;
    private @Nullable Handler handler;
    private @Nullable IoRegistration registration;

    public ListeningSocket(IoEventLoop loop, InetSocketAddress address, IoOps accepting, IoOps paused) {
        this.loop = loop;
        this.address = address;
        this.accepting = accepting;
        this.paused = paused;
    }

    /**
     * Accepts one connection and hands it over.
     *
     * @return false if there is none
     */
    protected abstract boolean acceptOne(Handler whom) throws IOException;

    protected abstract boolean isOpen();

    protected abstract void closeSocket() throws IOException;

    @Override
    public final InetSocketAddress address() {
        return address;
    }

    @Override
    public final void start(Handler whom) throws IOException {
        handler = whom;
        registration = Registrations.register(loop, this);
        resume();
    }

    @Override
    public final void handle(IoRegistration self, IoEvent event) {
        Handler whom = handler;
        if (whom == null) {
            return;
        }
        try {
            int left = whom.batch();
            while (accept(whom) && --left > 0) {}
        } catch (Throwable error) {
            // The handler has told of it; what left this method would end the loop with all its connections.
            resume();
        }
    }

    private boolean accept(Handler whom) {
        try {
            return acceptOne(whom);
        } catch (IOException e) {
            submit(paused);
            whom.acceptFailed(e);
            return false;
        }
    }

    @Override
    public final void resume() {
        submit(accepting);
    }

    private void submit(IoOps ops) {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    @Override
    public final void close() {
        if (!isOpen()) {
            return;
        }
        if (handler != null) {
            while (accept(handler)) {}
        }
        try {
            closeSocket();
        } catch (IOException e) {
            // it is gone all the same
        }
        if (registration != null) {
            registration.cancel();
        }
    }
}
