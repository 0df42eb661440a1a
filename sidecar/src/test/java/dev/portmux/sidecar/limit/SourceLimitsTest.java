package dev.portmux.sidecar.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.ConnectionLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceLimitsTest {
    private static final byte[] ONE = {10, 0, 0, 1};
    private static final byte[] OTHER = {10, 0, 0, 2};

    private long now;
    private final SourceLimits sources = new SourceLimits(() -> now);

    @Test
    void eachSourceHasItsOwnConnections() {
        ConnectionLimits two = new ConnectionLimits(0, 2, 0, 0);
        SourceSlot first = sources.admit(ONE, two).orElseThrow();
        first.decided();

        assertThat(sources.admit(ONE, two)).isPresent();
        assertThat(sources.admit(ONE, two)).isEmpty();
        assertThat(sources.admit(OTHER, two)).isPresent();
        first.ended();
        assertThat(sources.admit(ONE, two)).isPresent();
    }

    @Test
    void aRouteMakesRoomForAnUndecidedOne() {
        ConnectionLimits one = new ConnectionLimits(0, 0, 1, 0);
        SourceSlot first = sources.admit(ONE, one).orElseThrow();

        assertThat(sources.admit(ONE, one)).isEmpty();
        first.decided();
        SourceSlot second = sources.admit(ONE, one).orElseThrow();
        first.ended();
        assertThat(sources.admit(ONE, one)).isEmpty();
        second.ended(); // without a route
        assertThat(sources.admit(ONE, one)).isPresent();
    }

    @Test
    void aSecondTakesSoManyNewOnes() {
        ConnectionLimits two = new ConnectionLimits(0, 0, 0, 2);
        sources.admit(ONE, two).orElseThrow().ended();
        sources.admit(ONE, two).orElseThrow().ended();

        assertThat(sources.admit(ONE, two)).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(sources.admit(ONE, two)).isPresent();
    }

    @Test
    void networksOfIpv6CountAs64Bits() throws Exception {
        ConnectionLimits one = new ConnectionLimits(0, 1, 0, 0);
        assertThat(sources.admit(address("2001:db8:0:1::1"), one)).isPresent();
        assertThat(sources.admit(address("2001:db8:0:1:ffff::2"), one)).isEmpty();
        assertThat(sources.admit(address("2001:db8:0:2::1"), one)).isPresent();
    }

    @Test
    void mappedAddressesOfIpv4AreSourcesOfTheirOwn() {
        ConnectionLimits one = new ConnectionLimits(0, 1, 0, 0);
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertThat(sources.admit(mapped, one)).isPresent();
        assertThat(sources.admit(ONE, one)).isEmpty(); // the same one
        mapped[15] = 2;
        assertThat(sources.admit(mapped, one)).isPresent();
    }

    @Test
    void memoryIsBoundedForAnyNumberOfSources() {
        ConnectionLimits limits = new ConnectionLimits(0, 5, 0, 5);
        for (int i = 0; i < 1_000_000; i++) {
            byte[] source = {(byte) (i >> 24), (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            sources.admit(source, limits).orElseThrow().ended();
        }
        assertThat(sources.remembered()).isLessThan(200_000);
        now += Duration.ofSeconds(2).toNanos();
        Optional<SourceSlot> last = sources.admit(ONE, limits);
        assertThat(sources.remembered()).isEqualTo(1);
        now += Duration.ofSeconds(2).toNanos();
        last.orElseThrow().ended();
        assertThat(sources.remembered()).isZero();
    }

    private static byte[] address(String literal) throws Exception {
        return InetAddress.getByName(literal).getAddress();
    }
}
