package dev.portmux.sidecar.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Backend;
import dev.portmux.routes.BackendGroup;
import dev.portmux.routes.Balance;
import dev.portmux.routes.Match;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.routes.Route;
import dev.portmux.sidecar.net.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the connections of a route go while all endpoints are up. {@link EndpointHealthTest} has the others. */
class UpstreamTest {
    private static final Peer CLIENT = source(10, 0, 0, 1);

    static Peer source(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        return new Peer(address, 7);
    }

    /** Endpoints of 127.0.0.1 with these ports. */
    static BackendGroup group(int weight, int... ports) {
        return new BackendGroup(
                weight,
                Optional.empty(),
                Arrays.stream(ports)
                        .mapToObj(port -> new Backend("127.0.0.1", port))
                        .toList());
    }

    static Upstream upstream(UpstreamRegistry registry, Balance balance, int limit, BackendGroup... groups) {
        Route route = new Route("web", new Match.Protocol("http"), false, List.of(), balance, limit, List.of(groups));
        return Upstream.of(route, Duration.ofSeconds(3), registry);
    }

    private static Upstream upstream(Balance balance, BackendGroup... groups) {
        return upstream(new UpstreamRegistry(), balance, 0, groups);
    }

    private static Attempts attempts(Upstream upstream, Peer source) {
        assertThat(upstream.admit()).isTrue();
        return upstream.attempts(source, () -> 0);
    }

    private static Attempts connect(Upstream upstream, Peer source) {
        Attempts attempts = attempts(upstream, source);
        assertThat(attempts.next()).isTrue();
        attempts.connected();
        return attempts;
    }

    private static int port(Upstream upstream, Peer source) {
        Attempts attempts = connect(upstream, source);
        int port = attempts.address().getPort();
        attempts.close();
        return port;
    }

    /** The ports that one connection tries if each refuses. */
    private static List<Integer> refused(Upstream upstream) {
        Attempts attempts = attempts(upstream, CLIENT);
        List<Integer> ports = new ArrayList<>();
        while (attempts.next()) {
            ports.add(attempts.address().getPort());
            attempts.failed();
        }
        attempts.close();
        return ports;
    }

    /** As clients that alternate between two routes do: one counter for all would send each route to one backend. */
    @Test
    void endpointsOfARouteTakeTurnsWhateverOtherRoutesDo() {
        Upstream one = upstream(Balance.ROUND_ROBIN, group(1, 1, 2));
        Upstream other = upstream(Balance.ROUND_ROBIN, group(1, 1, 2));
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            chosen.add(port(one, CLIENT));
            port(other, CLIENT);
        }
        assertThat(chosen).containsExactly(1, 2, 1, 2);
    }

    @Test
    void aConnectionTriesThreeOfAGroupAtMostAndEachOnce() {
        Supplier<Upstream> four = () -> upstream(Balance.ROUND_ROBIN, group(1, 1, 2, 3, 4));
        assertThat(refused(four.get())).containsExactly(1, 2, 3);
        Upstream later = four.get();
        port(later, CLIENT);
        port(later, CLIENT);
        assertThat(refused(later)).containsExactly(3, 4, 1);
        assertThat(refused(upstream(Balance.ROUND_ROBIN, group(1, 1, 2)))).containsExactly(1, 2);
        assertThat(refused(upstream(Balance.ROUND_ROBIN))).isEmpty();
    }

    @Test
    void unwantedAddressesAreLeftOut() {
        Upstream all = upstream(Balance.ROUND_ROBIN, group(1, 1, 2, 3), group(1, 2));
        Upstream others = all.without(address -> address.getPort() == 2);
        assertThat(others.endpoints())
                .extracting(endpoint -> endpoint.address().getPort())
                .containsExactly(1, 3);
        assertThat(refused(others)).containsExactly(1, 3);
        assertThat(others.route()).isEqualTo("web");
        assertThat(others.protocol()).isEqualTo("http");
        assertThat(others.without(address -> true).hasEndpoints()).isFalse();
    }

    @Test
    void weightsHoldExactlyInEveryWindow() {
        Upstream upstream = upstream(Balance.ROUND_ROBIN, group(9, 1), group(1, 2));
        List<Integer> chosen =
                IntStream.range(0, 200).map(i -> port(upstream, CLIENT)).boxed().toList();
        for (int from = 0; from + 10 <= chosen.size(); from++) {
            assertThat(Collections.frequency(chosen.subList(from, from + 10), 1))
                    .isEqualTo(9);
        }
    }

    @Test
    void weightsHoldForAllLoopsTogether() throws Exception {
        Upstream upstream = upstream(Balance.ROUND_ROBIN, group(9, 1), group(1, 2));
        Callable<Integer> loop = () -> (int) IntStream.range(0, 1_000)
                .filter(i -> port(upstream, CLIENT) == 2)
                .count();
        int ofTheSmall = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> count : threads.invokeAll(Collections.nCopies(4, loop))) {
                ofTheSmall += count.get();
            }
        }
        assertThat(ofTheSmall).isEqualTo(400);
    }

    /** Not five in a row, then the others: a window shorter than the sum has its share too. */
    @Test
    void weightsAreSmooth() {
        Upstream upstream = upstream(Balance.ROUND_ROBIN, group(5, 1), group(1, 2), group(1, 3));
        List<Integer> chosen =
                IntStream.range(0, 7).map(i -> port(upstream, CLIENT)).boxed().toList();
        assertThat(chosen).containsExactly(1, 1, 2, 1, 3, 1, 1);
    }

    @Test
    void groupsWithoutWeightOrAddressGetNothing() {
        Upstream upstream = upstream(Balance.ROUND_ROBIN, group(0, 1), group(3), group(1, 2));
        assertThat(refused(upstream)).containsExactly(2);
        assertThat(upstream(Balance.ROUND_ROBIN, group(0, 1), group(3)).hasEndpoints())
                .isFalse();
    }

    /** One counter for both groups would send each group to every second of its endpoints. */
    @Test
    void eachGroupHasTurnsOfItsOwn() {
        Upstream upstream = upstream(Balance.ROUND_ROBIN, group(1, 1, 2), group(1, 3, 4));
        List<Integer> chosen =
                IntStream.range(0, 8).map(i -> port(upstream, CLIENT)).boxed().toList();
        assertThat(chosen).containsExactly(1, 3, 2, 4, 1, 3, 2, 4);
    }

    @Test
    void theFewestOpenConnectionsDecideAndTiesTakeTurns() {
        Upstream upstream = upstream(Balance.LEAST_CONNECTIONS, group(1, 1, 2, 3));
        List<Attempts> open = new ArrayList<>();
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(connect(upstream, CLIENT));
            chosen.add(open.getLast().address().getPort());
        }
        assertThat(chosen.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(upstream.endpoints()).allMatch(endpoint -> endpoint.open() == 2);
        int freed = open.get(1).address().getPort();
        open.get(1).close();
        assertThat(port(upstream, CLIENT)).isEqualTo(freed);
    }

    @Test
    void openConnectionsAreCountedAcrossTables() {
        UpstreamRegistry registry = new UpstreamRegistry();
        Upstream before = upstream(registry, Balance.LEAST_CONNECTIONS, 0, group(1, 1, 2));
        Attempts one = connect(before, CLIENT);
        assertThat(one.address().getPort()).isEqualTo(1);
        Upstream after = upstream(registry, Balance.LEAST_CONNECTIONS, 0, group(1, 1, 2));
        assertThat(List.of(port(after, CLIENT), port(after, CLIENT))).containsExactly(2, 2);
        one.close();
        assertThat(after.endpoints()).allMatch(endpoint -> endpoint.open() == 0);
    }

    @Test
    void aSourceStaysAtItsEndpointWhateverTheOrder() {
        Upstream upstream = upstream(Balance.SOURCE_HASH, group(1, 1, 2, 3, 4, 5));
        Upstream turned = upstream(Balance.SOURCE_HASH, group(1, 4, 2, 5, 1, 3));
        for (int i = 0; i < 200; i++) {
            Peer source = source(10, 0, i, 3);
            int first = port(upstream, source);
            assertThat(List.of(port(upstream, source), port(turned, source))).containsOnly(first);
        }
    }

    @Test
    void anIpv6NetworkIsOneSource() {
        Upstream upstream = upstream(Balance.SOURCE_HASH, group(1, 1, 2, 3, 4, 5));
        Map<Integer, Integer> ports = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            Peer host = source(0x20, 1, 0xd, 0xb8, 0, 0, 0, 9, i, 2, 3, 4, 5, 6, 7, i);
            ports.merge(port(upstream, host), 1, Integer::sum);
        }
        assertThat(ports).hasSize(1);
        assertThat(port(upstream, source(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 77)))
                .as("an IPv4 address in IPv6 form")
                .isEqualTo(port(upstream, source(10, 0, 0, 77)));
    }

    /** Of 4,000 sources each of 4 endpoints has 1,000; +-200 is more than six standard deviations. */
    @Test
    void ifOneEndpointGoesOnlyItsOwnSourcesMove() {
        Upstream four = upstream(Balance.SOURCE_HASH, group(1, 1, 2, 3, 4));
        Upstream three = upstream(Balance.SOURCE_HASH, group(1, 1, 2, 4));
        Map<Integer, Integer> share = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            Peer source = source(10, 1, i >> 8, i);
            int before = port(four, source);
            share.merge(before, 1, Integer::sum);
            if (before != 3) {
                assertThat(port(three, source)).isEqualTo(before);
            }
        }
        assertThat(share).hasSize(4);
        assertThat(share.values()).allMatch(count -> Math.abs(count - 1_000) < 200);
    }

    /** With weights, a source stays in its group, and the groups share the sources. */
    @Test
    void groupsShareSourcesByWeight() {
        Upstream upstream = upstream(Balance.SOURCE_HASH, group(3, 1, 2, 5), group(1, 3));
        Upstream turned = upstream(Balance.SOURCE_HASH, group(1, 3), group(3, 5, 1, 2));
        int small = 0;
        for (int i = 0; i < 4_000; i++) {
            Peer source = source(10, 1, i >> 8, i);
            int port = port(upstream, source);
            assertThat(port(turned, source)).isEqualTo(port);
            small += port == 3 ? 1 : 0;
        }
        assertThat(small).isBetween(800, 1_200);
    }

    @Test
    void aRouteAtItsLimitAdmitsNoMoreInAnyTable() {
        UpstreamRegistry registry = new UpstreamRegistry();
        Upstream before = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1));
        List<Attempts> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(connect(before, CLIENT));
        }
        registry.retain(List.of());
        Upstream limited = upstream(registry, Balance.ROUND_ROBIN, 3, group(1, 1));
        assertThat(limited.admit()).isFalse();
        open.getFirst().close();
        assertThat(limited.admit()).isTrue();
        assertThat(limited.admit()).isFalse();
    }

    @Test
    void whatNoTableNamesAndNoConnectionUsesIsForgotten() {
        UpstreamRegistry registry = new UpstreamRegistry();
        Upstream upstream = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1, 2, 3));
        Attempts open = connect(upstream, CLIENT);
        registry.retain(List.of(upstream));
        assertThat(registry.size()).isEqualTo(4);
        registry.retain(List.of());
        assertThat(registry.size()).isEqualTo(2);
        open.close();
        registry.retain(List.of());
        assertThat(registry.size()).isZero();
    }

    @Test
    void eachAttemptSaysTheHeaderOfItsGroup() {
        BackendGroup first = new BackendGroup(
                2, Optional.of(ProxyProtocol.Version.V2), group(1, 1).backends());
        Attempts attempts = attempts(upstream(Balance.ROUND_ROBIN, first, group(1, 2)), CLIENT);
        assertThat(attempts.next()).isTrue();
        assertThat(attempts.proxyProtocol()).contains(ProxyProtocol.Version.V2);
        attempts.failed();
        assertThat(attempts.next()).isTrue();
        assertThat(attempts.address().getPort()).isEqualTo(2);
        assertThat(attempts.proxyProtocol()).isEmpty();
        attempts.close();
    }
}
