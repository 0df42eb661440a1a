package dev.portmux.detection.decide;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.table;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Bytes that have been judged are not judged again, however they are cut: the tests send one byte at a time and overwrite
 * what came before, with bytes that would change the decision if they were read again. And no route reads for itself.
 */
class LinearityTest {
    private static final Match SHOP = new Match.Http(Set.of("shop.example"), List.of(), Set.of(), false);

    /** Whether a byte must be as it was when the last byte comes. */
    @FunctionalInterface
    private interface Kept {
        boolean isKept(int index, int last);
    }

    @Test
    void anAutomatonReadsEachByteOnce() {
        RoutingTable table = table(
                route("late", payload(200, "ff")),
                route("rx", new Match.Regex("[a-y]*z")),
                route("rest", new Match.Any()));
        byte[] bytes = ("a".repeat(150) + "z" + "b".repeat(50)).getBytes(ISO_8859_1);

        assertThat(inSingleBytes(table, bytes, (index, last) -> false)).isEqualTo("rx");
    }

    /** What has been searched for the end of its line is not searched again; the name is read when the line is complete. */
    @Test
    void anHttpHeadIsSearchedOnce() {
        String filler = "X-Filler: " + "v".repeat(300) + "\r\n";
        String head = "GET / HTTP/1.1\r\n" + filler + filler + "Host: shop.example\r\n";

        String chosen = inSingleBytes(table(route("shop", SHOP)), head.getBytes(ISO_8859_1), (index, last) -> {
            int line = head.lastIndexOf('\n', last - 1) + 1;
            boolean isRead = line == 0 || head.startsWith("Host", line) || index <= head.indexOf(':', line);
            return index >= line && isRead;
        });

        assertThat(chosen).isEqualTo("shop");
    }

    @Test
    void tlsRecordsAreReadOnceAndTheHelloWhenItIsComplete() {
        byte[] hello = Bytes.ofHex("01000043" + "0303" + "00".repeat(32) + "00" + "00021301" + "0100" + "0018"
                        + "0000" + "0014" + "0012" + "00" + "000f"
                        + Bytes.ofText("abc.shop.exampl").hex())
                .toArray();
        byte[] records = framed(hello, part -> new byte[] {0x16, 3, 1, 0, 1, hello[part]});
        RoutingTable table = table(route("shop", new Match.Tls(Set.of("*.shop.exampl"), Set.of())));

        assertThat(inSingleBytes(table, records, (index, last) -> index >= last / 6 * 6 || last == records.length - 1))
                .isEqualTo("shop");
    }

    @Test
    void http2FramesAreReadOnceAndTheHeaderBlockWhenItIsComplete() {
        byte[] block =
                Bytes.ofHex("5f10" + Bytes.ofText("application/grpc").hex()).toArray();
        byte[] preface = Bytes.ofText("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")
                .toArray();
        byte[] frames = framed(block, part -> {
            byte end = (byte) (part == block.length - 1 ? 4 : 0);
            return new byte[] {0, 0, 1, (byte) (part == 0 ? 1 : 9), end, 0, 0, 0, 1, block[part]};
        });
        byte[] bytes = Arrays.copyOf(preface, preface.length + frames.length);
        System.arraycopy(frames, 0, bytes, preface.length, frames.length);

        String chosen = inSingleBytes(
                table(route("rpc", new Match.Grpc())),
                bytes,
                (index, last) -> last < preface.length
                        ? index >= 24
                        : index >= preface.length + (last - preface.length) / 10 * 10 || last == bytes.length - 1);

        assertThat(chosen).isEqualTo("rpc");
    }

    @Test
    void aStartupMessageIsReadWhenItIsComplete() {
        String parameters = "user\0app\0database\0orders\0\0";
        byte[] bytes = Bytes.ofText("\0\0\0" + (char) (8 + parameters.length()) + "\0\3\0\0" + parameters)
                .toArray();

        String chosen = inSingleBytes(
                table(route("db", new Match.Postgresql(Set.of("orders"), Set.of()))),
                bytes,
                (index, last) -> index < 8 || last == bytes.length - 1);

        assertThat(chosen).isEqualTo("db");
    }

    /** Whatever they ask for, routes for details of one protocol are judged by one reading. */
    @Test
    void routesShareTheReading() {
        Route[] routes = IntStream.range(0, 100)
                .mapToObj(i -> {
                    Set<String> name = Set.of("host" + i + ".example");
                    Match http = new Match.Http(name, List.of("/" + i), Set.of(), i % 3 == 0);
                    return route("r" + i, i % 2 == 0 ? http : new Match.Tls(name, Set.of()));
                })
                .toArray(Route[]::new);

        assertThat(Decider.of(table(routes)).groups()).hasSize(2);
    }

    /** The same protocol for several sources, and the same payload written twice, are one automaton. */
    @Test
    void routesThatAcceptTheSameShareTheAutomaton() {
        RoutingTable table = table(
                route("near", new Match.Protocol("ssh"), "10.0.0.0/8"),
                route("far", new Match.Protocol("ssh")),
                route("one", payload(0, "0102")),
                route("two", new Match.Regex("\\x01\\x02")));

        assertThat(Decider.of(table).groups()).hasSize(2);
    }

    private static byte[] framed(byte[] message, Function<Integer, byte[]> frame) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        IntStream.range(0, message.length).forEach(part -> frames.writeBytes(frame.apply(part)));
        return frames.toByteArray();
    }

    /** The route that is chosen at the last byte, all bytes before it having been overwritten but for those that are kept. */
    private static String inSingleBytes(RoutingTable table, byte[] bytes, Kept kept) {
        Detection detection = Decider.of(table).start(new byte[4]);
        Decision decision = Decision.Wait.PLAIN;
        for (int last = 0; last < bytes.length && decision instanceof Decision.Wait; last++) {
            byte[] shown = Arrays.copyOf(bytes, last + 1);
            for (int index = 0; index < last; index++) {
                if (!kept.isKept(index, last)) {
                    shown[index] = '\n';
                }
            }
            decision = detection.look(ByteBuffer.wrap(shown));
        }
        return decision instanceof Decision.Chosen chosen ? chosen.route().name() : decision.toString();
    }
}
