package dev.portmux.detection.decide.detail;

import static dev.portmux.detection.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.detection.decide.Outcome;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsMatcherTest {

    @Test
    void serverNamesAreComparedInOneForm() throws Exception {
        byte[] hello = hello("Api.Example.COM", "h2");

        assertThat(look(tls(Set.of("api.example.com"), Set.of()), hello)).isEqualTo(Verdict.YES);
        assertThat(look(tls(Set.of("*.EXAMPLE.com."), Set.of()), hello)).isEqualTo(Verdict.YES);
        assertThat(look(tls(Set.of("example.com"), Set.of()), hello)).isEqualTo(Verdict.NO);
        assertThat(look(tls(Set.of("*.api.example.com"), Set.of()), hello)).isEqualTo(Verdict.NO);
        assertThat(look(tls(Set.of("api.example.com"), Set.of("h2", "x")), hello))
                .isEqualTo(Verdict.YES);
        assertThat(look(tls(Set.of(), Set.of("http/1.1")), hello)).isEqualTo(Verdict.NO);
        assertThat(look(tls(Set.of("a.example"), Set.of()), hello("", "h2"))).isEqualTo(Verdict.NO);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
    void aHelloMayBeCutIntoRecordsOfAnyLength(int recordLength) throws Exception {
        byte[] hello = recut(hello("api.example.com", "h2"), recordLength);
        PreparedRoute right = new Preparation().of(route("x", tls(Set.of("api.example.com"), Set.of("h2"))));
        PreparedRoute wrong = new Preparation().of(route("y", tls(Set.of("other.example"), Set.of())));

        for (int length = 0; length < hello.length; length++) {
            assertThat(right.look(ByteBuffer.wrap(Arrays.copyOf(hello, length))))
                    .isEqualTo(Verdict.MORE);
        }
        assertThat(right.look(ByteBuffer.wrap(hello))).isEqualTo(Verdict.YES);
        assertThat(wrong.look(ByteBuffer.wrap(hello))).isEqualTo(Verdict.NO);
    }

    @Test
    void aHelloThatNeverEndsIsClosedAtTheLimit() {
        byte[] endless = new byte[80 << 10];
        byte[] start = Bytes.ofHex("16030140000100ffff0303").toArray();
        System.arraycopy(start, 0, endless, 0, start.length);
        for (int at = 0; at + 5 < endless.length; at += 5 + 0x4000) {
            System.arraycopy(start, 0, endless, at, 5);
        }
        Detection detection = Decider.of(TestRoutes.table(
                        route("api", tls(Set.of("api.example.com"), Set.of())), route("rest", new Match.Any())))
                .start(new byte[4]);

        assertThat(detection.look(ByteBuffer.wrap(endless, 0, 60 << 10).slice()))
                .isEqualTo(new Decision.Wait(false));
        assertThat(detection.look(ByteBuffer.wrap(endless)))
                .isInstanceOfSatisfying(
                        Decision.Close.class,
                        close -> assertThat(close.outcome()).isEqualTo(Outcome.INCOMPLETE));
    }

    @Test
    void damagedHellosAreRefusedQuietly() throws Exception {
        Random random = new Random(5);
        byte[] hello = hello("api.example.com", "h2");
        PreparedRoute route = new Preparation().of(route("x", tls(Set.of("api.example.com"), Set.of("h2"))));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = hello.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();

            assertThat(route.look(ByteBuffer.wrap(damaged))).isNotNull();
        }
    }

    private static Match tls(Set<String> names, Set<String> alpn) {
        return new Match.Tls(names, alpn);
    }

    private static Verdict look(Match match, byte[] bytes) {
        return new Preparation().of(route("x", match)).look(ByteBuffer.wrap(bytes));
    }

    /** What the JDK's own client sends first. */
    private static byte[] hello(String serverName, String alpn) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {alpn});
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        engine.setSSLParameters(parameters);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static byte[] recut(byte[] record, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 5; at < record.length; at += length) {
            int part = Math.min(length, record.length - at);
            out.writeBytes(new byte[] {0x16, 3, 1, (byte) (part >> 8), (byte) part});
            out.write(record, at, part);
        }
        return out.toByteArray();
    }
}
