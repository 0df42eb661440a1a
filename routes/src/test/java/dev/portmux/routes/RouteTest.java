package dev.portmux.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @Test
    void isForItsSources() {
        Route all = new Route("a", new Match.Any(), List.of(), List.of());
        Route some = new Route("a", new Match.Any(), List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")), List.of());

        assertThat(all.isFor(address("192.0.2.1"))).isTrue();
        assertThat(some.isFor(address("10.1.2.3"))).isTrue();
        assertThat(some.isFor(address("::1"))).isTrue();
        assertThat(some.isFor(address("192.0.2.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.96.1.7:80", "[fd00::7]:8443", "[::1]:65535"})
    void backendsAreReadAndWritten(String text) {
        assertThat(Backend.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {":1:80", "fd00::7:80", "[10.0.0.1]:80", "10.0.0.1", "10.0.0.1:", "10.0.0.1:x", ":"})
    void refusesWhatIsNoBackend(String text) {
        assertThatThrownBy(() -> Backend.parse(text))
                .hasMessage("\"" + text + "\" (expected: ADDRESS:PORT, IPv6 in brackets)");
    }

    @Test
    void timesHaveLimits() {
        Duration longest = Duration.ofHours(1);

        assertThat(new Timing(Duration.ZERO, Duration.ofMillis(1), longest).hold())
                .isEqualTo(longest);
        assertThat(new Timing(longest, longest, Duration.ZERO).hold()).isZero();
        assertThatThrownBy(() -> new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .hasMessage("deadline: 0 ms (expected: 1 to 3600000 ms)");
        assertThatThrownBy(() -> new Timing(longest.plusMillis(1), longest, Duration.ZERO))
                .hasMessage("silence: 3600001 ms (expected: 0 to 3600000 ms)");
    }

    /** The vector of FIPS 180-2, B.1. */
    @Test
    void digestsAreOfSha256() {
        assertThat(Digests.ofTexts(List.of("abc"))).isEqualTo("ba7816bf");
        assertThat(Digests.ofTexts(List.of("a", "b"))).isNotEqualTo(Digests.ofTexts(List.of("ab")));
    }

    private static byte[] address(String text) {
        return InetAddress.ofLiteral(text).getAddress();
    }
}
