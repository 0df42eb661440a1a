package dev.portmux.sidecar.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A socket that passes every call on to another one; what a subclass does differently, it overrides. */
public abstract class ForwardingSocket implements Socket {
    private Socket socket;

    protected ForwardingSocket(Socket socket) {
        this.socket = socket;
    }

    /** The socket behind this one. */
    protected final Socket socket() {
        return socket;
    }

    /** Puts another socket behind this one. */
    protected final void socket(Socket other) {
        socket = other;
    }

    @Override
    public void open(Listener listener) throws IOException {
        socket.open(listener);
    }

    @Override
    public int read(ByteBuffer into) {
        return socket.read(into);
    }

    @Override
    public End end() {
        return socket.end();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return socket.write(from);
    }

    @Override
    public Peer localAddress() throws IOException {
        return socket.localAddress();
    }

    @Override
    public long roundTripNanos() {
        return socket.roundTripNanos();
    }

    @Override
    public void keepAlive(KeepAlive settings) throws IOException {
        socket.keepAlive(settings);
    }

    @Override
    public void beforeLast() throws IOException {
        socket.beforeLast();
    }

    @Override
    public void finish() throws IOException {
        socket.finish();
    }

    @Override
    public void arm() {
        socket.arm();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void reset() {
        socket.reset();
    }
}
