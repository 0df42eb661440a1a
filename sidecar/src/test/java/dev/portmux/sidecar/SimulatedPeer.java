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
        RESET
    }

    final SimulatedWire wire;
    private final Random random;
    private final byte[] toSend;
    private final Ending ending;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private int sent;
    private boolean over;
    boolean gotEnd;
    boolean gotReset;

    SimulatedPeer(SimulatedWire wire, Random random, byte[] toSend, Ending ending) {
        this.wire = wire;
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
        return wire.connected() && !wire.closed && !over && sent < toSend.length;
    }

    private boolean canEnd() {
        return wire.connected()
                && !wire.closed
                && !over
                && sent == toSend.length
                && (ending != Ending.FOLLOW || gotEnd);
    }

    private boolean canTake() {
        return wire.arrived() > 0 || (!gotEnd && (wire.finished || wire.closed));
    }

    private void send() {
        int piece = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(toSend.length);
        int length = Math.min(piece, toSend.length - sent);
        wire.arrive(toSend, sent, length);
        sent += length;
    }

    private void end() {
        over = true;
        if (ending == Ending.RESET) {
            wire.arriveReset();
        } else {
            wire.arriveEnd();
        }
    }

    private void take() {
        if (wire.arrived() == 0) {
            gotEnd = true;
            gotReset = wire.aborted;
            return;
        }
        ByteBuffer into = ByteBuffer.allocate(wire.arrived());
        wire.toPeer.take(into, 1 + random.nextInt(into.capacity()));
        got.write(into.array(), 0, into.position());
        wire.taken();
    }

    byte[] toSend() {
        return toSend;
    }

    byte[] got() {
        return got.toByteArray();
    }

    boolean resets() {
        return ending == Ending.RESET;
    }

    boolean follows() {
        return ending == Ending.FOLLOW;
    }
}
