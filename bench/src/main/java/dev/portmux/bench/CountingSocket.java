package dev.portmux.bench;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import java.nio.ByteBuffer;

/** A socket without a network: it has as many bytes to read as it was told, and takes all that it is given. */
final class CountingSocket implements Socket {
    private int waiting;

    void arrived(int bytes) {
        waiting += bytes;
    }

    @Override
    public void open(Listener listener) {}

    @Override
    public int read(ByteBuffer into) {
        int got = Math.min(waiting, into.remaining());
        waiting -= got;
        into.position(into.position() + got);
        return got;
    }

    @Override
    public End end() {
        return End.NONE;
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
    public void reset() {}
}
