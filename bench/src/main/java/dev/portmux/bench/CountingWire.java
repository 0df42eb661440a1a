package dev.portmux.bench;

import dev.portmux.sidecar.net.Wire;
import dev.portmux.sidecar.net.WireListener;
import java.nio.ByteBuffer;

/** A wire without a socket: it has as many bytes to read as it was told, and takes all that it is given. */
final class CountingWire implements Wire {
    private int waiting;

    void arrived(int bytes) {
        waiting += bytes;
    }

    @Override
    public void open(WireListener listener) {}

    @Override
    public int read(ByteBuffer into) {
        int got = Math.min(waiting, into.remaining());
        waiting -= got;
        into.position(into.position() + got);
        return got;
    }

    @Override
    public int write(ByteBuffer from) {
        int took = from.remaining();
        from.position(from.limit());
        return took;
    }

    @Override
    public void finish() {}

    @Override
    public void arm() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
}
