package dev.portmux.sidecar;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Level-triggered, one accept for each event: 1.0 accept4 per connection instead of 1.7. */
final class EpollAcceptor implements Acceptor, EpollIoHandle {
    /** Netty takes a socket without any operation out of epoll, and then cannot change what it waits for. */
    private static final EpollIoOps PAUSED = EpollIoOps.EPOLLERR;

    /** Room for Netty's form: length, address (4 bytes, or 16 and a scope), port of 4 bytes. */
    private final byte[] packed = new byte[26];

    private final IoEventLoop loop;
    private final EpollCloser closer;
    private final Socket socket;
    private final InetSocketAddress address;
    private @Nullable Handler handler;
    private @Nullable IoRegistration registration;

    EpollAcceptor(IoEventLoop loop, EpollCloser closer, Socket socket) {
        this.loop = loop;
        this.closer = closer;
        this.socket = socket;
        address = socket.localAddress();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void start(Handler whom) throws IOException {
        handler = whom;
        Future<IoRegistration> future = loop.register(this);
        if (!future.isSuccess()) {
            throw new IOException("cannot register with epoll", future.cause());
        }
        registration = future.getNow();
        resume();
    }

    @Override
    public void handle(IoRegistration self, IoEvent event) {
        Handler whom = handler;
        if (whom == null) {
            return;
        }
        try {
            accept(whom);
            if (!whom.wantsMore()) {
                submit(PAUSED);
            }
        } catch (Throwable error) {
            // The handler has told of it; what left this method would end the loop with all its connections.
            resume();
        }
    }

    /** @return false if there is none */
    private boolean accept(Handler whom) {
        try {
            int fd = socket.accept(packed);
            if (fd < 0) {
                return false;
            }
            whom.accepted(new EpollWire(loop, closer, new Socket(fd), false), peer());
            return true;
        } catch (IOException e) {
            submit(PAUSED);
            whom.acceptFailed(e);
            return false;
        }
    }

    private Peer peer() {
        int length = packed[0];
        int port = ((packed[length - 1] & 0xff) << 8) | (packed[length] & 0xff);
        return new Peer(Arrays.copyOfRange(packed, 1, length == 8 ? 5 : 17), port);
    }

    @Override
    public void resume() {
        submit(EpollIoOps.EPOLLIN);
    }

    private void submit(EpollIoOps ops) {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    @Override
    public void close() {
        if (!socket.isOpen()) {
            return;
        }
        if (handler != null) {
            while (handler.wantsMore() && accept(handler)) {}
        }
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone all the same
        }
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }
}
