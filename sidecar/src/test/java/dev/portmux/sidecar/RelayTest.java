package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.relay.Relay;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final int WINDOW = 4 * Buffers.LARGE;

    private final Buffers buffers = new Buffers(Long.MAX_VALUE);
    private final SimulatedWire client = new SimulatedWire(true, WINDOW, SimulatedWire.Connecting.DONE);
    private final SimulatedWire backend = new SimulatedWire(true, WINDOW, SimulatedWire.Connecting.DONE);
    private final Relay relay = new Relay(client, backend, buffers);

    @Test
    void whatABackendSaidBeforeItBrokeIsPassedOn() {
        relay.begin(ascii("POST / HTTP/1.1\r\n"), false);
        byte[] answer = ascii("HTTP/1.1 413 Content Too Large\r\n\r\n").array();
        backend.arrive(answer, 0, answer.length);
        backend.arriveReset();
        client.arrive(new byte[100], 0, 100);
        assertThat(relay.clientReadable(false)).isEqualTo(Relay.State.RESET);
        assertThat(client.toPeer.size()).isEqualTo(answer.length);
    }

    @Test
    void oneTurnMovesAsMuchAsTheLargestReadAndAsksForAnother() {
        relay.begin(ascii("x"), false);
        byte[] bulk = new byte[3 * Buffers.LARGE];
        client.arrive(bulk, 0, bulk.length);
        relay.clientReadable(false);
        assertThat(relay.bytesIn()).isBetween((long) Buffers.LARGE, 2L * Buffers.LARGE);
        assertThat(client.toMux.size()).isPositive();
    }

    @Test
    void aSideThatDoesNotTakeBytesIsNotReadFor() {
        SimulatedWire slow = new SimulatedWire(true, 10, SimulatedWire.Connecting.DONE);
        Relay held = new Relay(client, slow, buffers);
        held.begin(ascii("x"), false);
        byte[] bulk = new byte[Buffers.LARGE];
        client.arrive(bulk, 0, bulk.length);
        held.clientReadable(false);
        int left = client.toMux.size();
        assertThat(left).isPositive();
        held.clientReadable(false);
        assertThat(client.toMux.size()).isEqualTo(left);
        assertThat(buffers.kept()).isPositive();
        held.discard();
        assertThat(buffers.kept()).isZero();
    }

    @Test
    void underPressureReadsAreSmall() {
        Buffers tight = new Buffers(0);
        SimulatedWire slow = new SimulatedWire(true, 10, SimulatedWire.Connecting.DONE);
        Relay held = new Relay(client, slow, tight);
        held.begin(ascii("x"), false);
        client.arrive(new byte[Buffers.LARGE], 0, Buffers.LARGE);
        held.clientReadable(false);
        assertThat(tight.kept()).isEqualTo(Buffers.SMALL);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
