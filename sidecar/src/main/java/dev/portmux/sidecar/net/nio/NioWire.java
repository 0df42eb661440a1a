package dev.portmux.sidecar.net.nio;

import dev.portmux.sidecar.net.Registrations;
import dev.portmux.sidecar.net.Wire;
import dev.portmux.sidecar.net.WireListener;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket in a selector. The selector tells levels: an interest is dropped when it was told, which makes them edges. */
final class NioWire implements Wire, NioIoHandle {
    private final IoEventLoop loop;
    private final SocketChannel channel;
    private @Nullable WireListener listener;
    private @Nullable IoRegistration registration;
    private int interest;
    private boolean connecting;
    private boolean closed;

    NioWire(IoEventLoop loop, SocketChannel channel, boolean connecting) {
        this.loop = loop;
        this.channel = channel;
        this.connecting = connecting;
    }

    @Override
    public void open(WireListener whom) throws IOException {
        listener = whom;
        registration = Registrations.register(loop, this);
        interest(interest | (connecting ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ));
    }

    @Override
    public void handle(IoRegistration self, IoEvent event) {
        WireListener whom = listener;
        if (closed || whom == null) {
            return;
        }
        NioIoOps ops = ((NioIoEvent) event).ops();
        try {
            interest(interest & ~ops.value());
            if (connecting) {
                if (!channel.finishConnect()) {
                    return;
                }
                connecting = false;
                interest(interest | SelectionKey.OP_READ);
                whom.writable();
            } else if (ops.contains(NioIoOps.WRITE)) {
                whom.writable();
            }
            if (!closed && ops.contains(NioIoOps.READ)) {
                whom.readable(false);
            }
        } catch (Throwable error) {
            whom.failedOn(this, error);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int asked = into.remaining();
        int got = channel.read(into);
        if (got >= 0 && got < asked) {
            arm();
        }
        return got;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (connecting) {
            return 0;
        }
        int took = channel.write(from);
        if (from.hasRemaining()) {
            interest(interest | SelectionKey.OP_WRITE);
        }
        return took;
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void arm() {
        interest(interest | SelectionKey.OP_READ);
    }

    private void interest(int ops) {
        interest = ops;
        if (registration != null) {
            registration.submit(NioIoOps.valueOf(ops));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone all the same
        }
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public void abort() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // then it is FIN instead of RST
        }
        close();
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel;
    }
}
