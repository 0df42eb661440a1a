package dev.portmux.sidecar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** A client or a backend: sends its bytes in pieces and ends in its way, at moments that the simulation chooses. */
final class SimulatedPeer {
    enum Ending {
        /** FIN after its last byte. */
        FINISH,
        /** FIN when the other side has sent its own. */
        FOLLOW,
        /** RST after its last byte. */
        RESET,
        /** FIN after its last byte, and RST some time later. */
        FINISH_THEN_RESET
    }

    final SimulatedSocket socket;
    private final Random random;
    private final byte[] toSend;
    private final Ending ending;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private int sent;
    private boolean finished;
    private boolean over;
    boolean gotEnd;
    private boolean gotReset;

    SimulatedPeer(SimulatedSocket socket, Random random, byte[] toSend, Ending ending) {
        this.socket = socket;
        this.random = random;
        this.toSend = toSend;
        this.ending = ending;
    }

    boolean canAct() {
        return canSend() || canEnd() || canTake();
    }

    void act() {
        if (canTake() && (random.nextBoolean() || !(canSend() || canEnd()))) {
            take();
        } else if (canSend()) {
            send();
        } else {
            end();
        }
    }

    private boolean canSend() {
        return socket.connected() && !socket.closed && !over && sent < toSend.length;
    }

    private boolean canEnd() {
        return socket.connected()
                && !socket.closed
                && !over
                && sent == toSend.length
                && (ending != Ending.FOLLOW || gotEnd);
    }

    private boolean canTake() {
        return socket.arrived() > 0 || (!gotEnd && (socket.finished || socket.closed));
    }

    private void send() {
        int piece = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(toSend.length);
        int length = Math.min(piece, toSend.length - sent);
        socket.arrive(toSend, sent, length);
        sent += length;
    }

    private void end() {
        if (ending == Ending.FINISH_THEN_RESET && !finished) {
            finished = true;
            socket.arriveEnd();
            return;
        }
        over = true;
        if (resets()) {
            socket.arriveReset();
        } else {
            socket.arriveEnd();
        }
    }

    private void take() {
        if (socket.arrived() == 0) {
            gotEnd = true;
            gotReset = socket.aborted;
            return;
        }
        ByteBuffer into = ByteBuffer.allocate(socket.arrived());
        socket.toPeer.take(into, 1 + random.nextInt(into.capacity()));
        got.write(into.array(), 0, into.position());
        socket.taken();
    }

    byte[] toSend() {
        return toSend;
    }

    byte[] got() {
        return got.toByteArray();
    }

    boolean resets() {
        return ending == Ending.RESET || ending == Ending.FINISH_THEN_RESET;
    }

    /** Broke off what was open, and where every socket has to notice it. */
    boolean brokeOff() {
        return ending == Ending.RESET && socket.resetWhileOpen;
    }

    /** The other side has broken it off, be it after its FIN. */
    boolean wasReset() {
        return socket.finished ? socket.aborted : gotReset;
    }

    boolean follows() {
        return ending == Ending.FOLLOW;
    }
}
