package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.PrefixedSocket;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.relay.Turns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
    private static final int WINDOW = 4 * Buffers.LARGE;

    private final Buffers buffers = new Buffers(Buffers.LARGE, Long.MAX_VALUE);
    private final Turns turns = new Turns(Buffers.LARGE);
    private final SimulatedSocket client = connected(WINDOW);
    private final SimulatedSocket backend = connected(WINDOW);
    private final Relay relay = new Relay(client, backend, buffers, turns);

    private static SimulatedSocket connected(int window) {
        return new SimulatedSocket(true, window, SimulatedSocket.Connecting.DONE);
    }

    private void arrive(SimulatedSocket socket, int bytes) {
        socket.arrive(new byte[bytes], 0, bytes);
    }

    @Test
    void whatABackendSaidBeforeItBrokeIsPassedOn() {
        byte[] answer = "HTTP/1.1 413 Content Too Large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        backend.arrive(answer, 0, answer.length);
        backend.arriveReset();
        relay.backendWritable();
        arrive(client, 100);
        assertThat(relay.clientReadable()).isEqualTo(Relay.State.RESET);
        assertThat(client.toPeer.size()).isEqualTo(answer.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void aResetIsNoEnd(int bytesBefore) {
        arrive(backend, bytesBefore);
        backend.arriveReset();
        Relay.State state = relay.backendReadable();
        assertThat(state == Relay.State.OPEN ? relay.backendReadable() : state).isEqualTo(Relay.State.RESET);
        assertThat(client.toPeer.size()).isEqualTo(bytesBefore);
        assertThat(client.finished).isFalse();
    }

    @Test
    void aResetBehindBytesThatTheOtherSideDoesNotTakeIsNoEnd() {
        SimulatedSocket slow = connected(10);
        Relay held = new Relay(slow, backend, buffers, turns);
        arrive(backend, 3 * Buffers.LARGE);
        backend.arriveReset();
        Relay.State state = held.backendReadable();
        while (state == Relay.State.OPEN) {
            assertThat(slow.finished).isFalse();
            slow.toPeer.clear();
            state = held.clientWritable();
        }
        assertThat(state).isEqualTo(Relay.State.RESET);
        assertThat(slow.finished).isFalse();
    }

    @Test
    void firstBytesAreReadAgain() {
        byte[] first = "SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII);
        arrive(client, 5);
        Relay replaying = new Relay(new PrefixedSocket(client, ByteBuffer.wrap(first), false), backend, buffers, turns);
        assertThat(replaying.clientReadable()).isEqualTo(Relay.State.OPEN);
        assertThat(backend.toPeer.size()).isEqualTo(first.length + 5);
        assertThat(replaying.bytesIn()).isEqualTo(first.length + 5);
    }

    @Test
    void firstBytesThatEndTheStreamEndIt() {
        arrive(client, 1);
        client.arriveEnd();
        byte[] first = new byte[] {'S'};
        Relay replaying = new Relay(new PrefixedSocket(client, ByteBuffer.wrap(first), false), backend, buffers, turns);
        replaying.clientReadable();
        replaying.clientReadable();
        assertThat(backend.toPeer.size()).isEqualTo(2);
        assertThat(backend.finished).isTrue();
    }

    @Test
    void aResetThatMeetsTheEndOfTheOtherSideIsAReset() {
        relay.backendWritable();
        backend.arriveReset();
        client.arriveEnd();
        assertThat(relay.clientReadable()).isEqualTo(Relay.State.RESET);
    }

    @Test
    void theLastBytesAreSentAsTheLast() throws IOException {
        client.open(new Socket.Listener() {
            @Override
            public void readable() {
                relay.clientReadable();
            }

            @Override
            public void writable() {}

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
        arrive(client, 100);
        client.deliver();
        assertThat(backend.corked).isFalse();
        arrive(client, 100);
        client.arriveEnd();
        client.deliver();
        assertThat(backend.corked).isTrue();
        assertThat(backend.toPeer.size()).isEqualTo(200);
    }

    /** 64, 128, 256 and 512 KiB, and what is left of the turn. */
    @Test
    void readsThatAreSentWholeGrow() {
        arrive(client, 3 * Buffers.LARGE);
        relay.clientReadable();
        assertThat(relay.bytesIn()).isEqualTo(Buffers.LARGE);
        assertThat(client.reads).isEqualTo(5);
    }

    @Test
    void readsShrinkToHalfAsMuchAgainAsASlowReaderTakes() {
        SimulatedSocket slow = connected(40_000);
        Relay held = new Relay(client, slow, buffers, turns);
        arrive(client, Buffers.LARGE);
        held.clientReadable();
        assertThat(held.bytesIn()).isEqualTo(64 * 1024);
        slow.toPeer.clear();
        held.backendWritable();
        assertThat(held.bytesIn()).isEqualTo(64 * 1024 + 60_000);
    }

    @Test
    void whoMovesLittleIsNotBusy() {
        arrive(client, 128 * 1024 - 1);
        relay.clientReadable();
        assertThat(turns.anyBusy()).isFalse();
        arrive(client, 128 * 1024);
        relay.clientReadable();
        assertThat(turns.anyBusy()).isTrue();
        arrive(client, 1);
        relay.clientReadable();
        assertThat(turns.anyBusy()).isFalse();
    }

    @Test
    void oneTurnMovesAsMuchAsTheLargestReadAndAsksForAnother() {
        arrive(client, 3 * Buffers.LARGE);
        relay.clientReadable();
        assertThat(relay.bytesIn()).isBetween((long) Buffers.LARGE, 2L * Buffers.LARGE);
        assertThat(client.toMux.size()).isPositive();
    }

    @Test
    void theMoreAreBusyTheLessOneTurnMoves() {
        List<Relay> relays = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            SimulatedSocket busy = connected(WINDOW);
            arrive(busy, 3 * Buffers.LARGE);
            Relay each = new Relay(busy, connected(WINDOW), buffers, turns);
            each.clientReadable();
            relays.add(each);
        }
        assertThat(turns.anyBusy()).isTrue();
        arrive(client, 3 * Buffers.LARGE);
        relay.clientReadable();
        assertThat(relay.bytesIn()).isLessThanOrEqualTo(128 * 1024);
        relay.discard();
        relays.forEach(Relay::discard);
        assertThat(turns.anyBusy()).isFalse();
    }

    @Test
    void aSideThatDoesNotTakeBytesIsNotReadFor() {
        Relay held = new Relay(client, connected(10), buffers, turns);
        arrive(client, Buffers.LARGE);
        held.clientReadable();
        int left = client.toMux.size();
        assertThat(left).isPositive();
        held.clientReadable();
        assertThat(client.toMux.size()).isEqualTo(left);
        assertThat(buffers.kept()).isPositive();
        held.discard();
        assertThat(buffers.kept()).isZero();
    }

    @Test
    void underPressureReadsAreSmall() {
        Buffers tight = new Buffers(Buffers.LARGE, 0);
        Relay held = new Relay(client, connected(10), tight, turns);
        arrive(client, Buffers.LARGE);
        held.clientReadable();
        assertThat(tight.kept()).isEqualTo(Buffers.SMALL);
    }

    /** Many slow readers at once, all of which end: what they held is given back but for two reads of the largest size. */
    @Test
    void memoryOfSlowReadersIsGivenBack() {
        List<Relay> relays = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            SimulatedSocket busy = connected(WINDOW);
            arrive(busy, 2 * Buffers.LARGE);
            Relay each = new Relay(busy, connected(10), buffers, turns);
            each.clientReadable();
            relays.add(each);
        }
        assertThat(buffers.kept()).isGreaterThan(2L * Buffers.LARGE);
        relays.forEach(Relay::discard);
        assertThat(buffers.kept()).isZero();
        assertThat(buffers.spare()).isLessThanOrEqualTo(2L * Buffers.LARGE);
    }
}
