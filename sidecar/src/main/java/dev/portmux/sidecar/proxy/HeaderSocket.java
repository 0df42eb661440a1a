package dev.portmux.sidecar.proxy;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.ForwardingSocket;
import dev.portmux.sidecar.net.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to a backend that gets a header before anything else, as soon as it is made. */
public final class HeaderSocket extends ForwardingSocket {
    private final ByteBuffer header;
    private final Buffers buffers;

    /**
     * Wraps a connecting socket.
     *
     * @param header  what the backend gets first
     * @param buffers of the event loop
     */
    public HeaderSocket(Socket socket, ByteBuffer header, Buffers buffers) {
        super(socket);
        this.header = header;
        this.buffers = buffers;
    }

    @Override
    public void open(Listener listener) throws IOException {
        socket().open(new Listener() {
            @Override
            public void readable() {
                listener.readable();
            }

            // Also for a client that says nothing, whose backend would wait for the header.
            @Override
            public void writable() {
                try {
                    if (sent()) {
                        listener.writable();
                    }
                } catch (IOException e) {
                    listener.failed(e);
                }
            }

            @Override
            public void failed(Throwable cause) {
                listener.failed(cause);
            }
        });
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return sent() ? socket().write(from) : 0;
    }

    private boolean sent() throws IOException {
        if (header.hasRemaining()) {
            ByteBuffer bytes = buffers.toSend(header);
            header.position(header.position() + socket().write(bytes));
        }
        return !header.hasRemaining();
    }
}
