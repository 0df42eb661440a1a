package dev.portmux.sidecar.upstream;

import static dev.portmux.sidecar.upstream.UpstreamTest.group;
import static dev.portmux.sidecar.upstream.UpstreamTest.source;
import static dev.portmux.sidecar.upstream.UpstreamTest.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Balance;
import dev.portmux.sidecar.net.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints that fail are left out, tried again, and come back. */
class EndpointHealthTest {
    private static final Peer CLIENT = source(10, 0, 0, 1);

    private final UpstreamRegistry registry = new UpstreamRegistry();
    /** Ports that refuse. */
    private final Set<Integer> bad = new HashSet<>();

    private long now;

    private Attempts attempts(Upstream upstream) {
        assertThat(upstream.admit()).isTrue();
        return upstream.attempts(CLIENT, () -> now);
    }

    /** One connection: the ports that it tries, until one is good. */
    private List<Integer> tried(Upstream upstream) {
        Attempts attempts = attempts(upstream);
        List<Integer> ports = new ArrayList<>();
        while (attempts.next()) {
            ports.add(attempts.address().getPort());
            if (!bad.contains(ports.getLast())) {
                attempts.connected();
                break;
            }
            attempts.failed();
        }
        attempts.close();
        return ports;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Endpoint.Health health(int port) {
        return upstream(registry, Balance.ROUND_ROBIN, 0, group(1, port))
                .endpoints()
                .getFirst()
                .health();
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointThatRefusesIsLeftOutByOthersToo(Balance balance) {
        Upstream upstream = upstream(registry, balance, 0, group(1, 1, 2, 3));
        bad.add(tried(upstream).getFirst());
        List<Integer> failures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<Integer> ports = tried(upstream);
            assertThat(ports).hasSizeLessThanOrEqualTo(2);
            assertThat(bad).doesNotContain(ports.getLast());
            ports.stream().filter(bad::contains).forEach(failures::add);
        }
        assertThat(failures).hasSize(1);
    }

    @Test
    void theOthersShareItsTurnsEvenly() {
        Upstream upstream = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1, 2, 3, 4));
        bad.add(2);
        while (health(2) == Endpoint.Health.UP) {
            tried(upstream);
        }
        int[] count = new int[5];
        for (int i = 0; i < 120; i++) {
            count[tried(upstream).getFirst()]++;
        }
        assertThat(count).containsExactly(0, 40, 0, 40, 40);
    }

    /** The pauses are 1, 2, 4, 8, 16, 30 s, a quarter more or less. */
    @Test
    void itIsTriedAgainAfterPausesThatDouble() {
        Upstream upstream = upstream(registry, Balance.LEAST_CONNECTIONS, 0, group(1, 1, 2));
        bad.add(1);
        List<Long> pauses = new ArrayList<>();
        long last = -1;
        while (pauses.size() < 7) {
            if (tried(upstream).contains(1)) {
                if (last >= 0) {
                    pauses.add(now - last);
                }
                last = now;
            }
            pass(Duration.ofMillis(10));
        }
        long[] seconds = {1, 2, 4, 8, 16, 30, 30};
        for (int i = 0; i < seconds.length; i++) {
            double whole = pauses.get(i) / 1e9 / seconds[i];
            assertThat(whole).as("pause %s", i).isBetween(0.75, 1.27);
        }
        bad.clear();
        pass(Duration.ofSeconds(40));
        while (!tried(upstream).contains(1)) {
            assertThat(health(1)).isEqualTo(Endpoint.Health.DOWN);
        }
        assertThat(health(1)).isEqualTo(Endpoint.Health.UP);
    }

    @Test
    void oneConnectionAtATimeIsTheTrial() {
        Upstream upstream = upstream(registry, Balance.LEAST_CONNECTIONS, 0, group(1, 1, 2));
        Attempts first = attempts(upstream);
        assertThat(first.next()).isTrue();
        int down = first.address().getPort();
        first.failed();
        first.close();
        pass(Duration.ofSeconds(2));
        List<Attempts> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            open.add(attempts(upstream));
            assertThat(open.getLast().next()).isTrue();
        }
        assertThat(open)
                .filteredOn(attempts -> attempts.address().getPort() == down)
                .hasSize(1);
        assertThat(health(down)).isEqualTo(Endpoint.Health.ON_TRIAL);
        open.forEach(Attempts::close);
        assertThat(health(down)).as("given up before its outcome").isEqualTo(Endpoint.Health.DOWN);
        for (int i = 0; i < 2; i++) { // with the fewest connections, two go to both
            Attempts next = attempts(upstream);
            assertThat(next.next()).isTrue();
            next.connected();
        }
        assertThat(health(down)).isEqualTo(Endpoint.Health.UP);
    }

    /** A hundred connections that wait for one dead address count as one failure. */
    @Test
    void failuresOfTheSameTimeAreOne() {
        Upstream upstream = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1));
        List<Attempts> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(attempts(upstream));
            assertThat(open.getLast().next()).isTrue();
        }
        open.forEach(Attempts::failed);
        open.forEach(Attempts::close);
        pass(Duration.ofMillis(1_250));
        Attempts trial = attempts(upstream);
        assertThat(trial.next()).isTrue();
        assertThat(health(1)).isEqualTo(Endpoint.Health.ON_TRIAL);
        trial.close();
    }

    @Test
    void ifAllAreDownTheyAreTriedAsIfUp() {
        Upstream upstream = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1, 2), group(1, 3));
        bad.addAll(Set.of(1, 2, 3));
        for (int i = 0; i < 5; i++) {
            assertThat(tried(upstream)).containsExactlyInAnyOrder(1, 2, 3);
        }
        bad.remove(2);
        assertThat(tried(upstream)).endsWith(2);
        assertThat(tried(upstream)).containsExactly(2);
    }

    @Test
    void theNextGroupIsTriedOnlyWhenTheFirstHasNoneLeft() {
        Upstream upstream = upstream(registry, Balance.ROUND_ROBIN, 0, group(9, 1, 2), group(1, 3));
        bad.addAll(Set.of(1, 2));
        assertThat(tried(upstream)).containsExactly(1, 2, 3);
        for (int i = 0; i < 20; i++) {
            assertThat(tried(upstream)).containsExactly(3);
        }
        bad.clear();
        pass(Duration.ofSeconds(2));
        Set<Integer> again = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            again.addAll(tried(upstream));
        }
        assertThat(again).containsExactlyInAnyOrder(1, 2, 3);
    }

    /** Loops that succeed, fail and give up at the same time: nothing is counted twice, and no trial is left behind. */
    @ParameterizedTest
    @EnumSource
    void loopsShareHealthAndCounts(Balance balance) throws Exception {
        AtomicLong clock = new AtomicLong();
        Upstream upstream = upstream(registry, balance, 3, group(2, 1, 2, 3), group(1, 3, 4));
        AtomicInteger open = new AtomicInteger();
        Callable<Boolean> loop = () -> {
            Random random = new Random(Thread.currentThread().threadId());
            for (int i = 0; i < 20_000; i++) {
                clock.addAndGet(random.nextInt(100_000_000));
                if (!upstream.admit()) {
                    continue;
                }
                assertThat(open.incrementAndGet()).isLessThanOrEqualTo(3);
                Attempts attempts = upstream.attempts(source(10, 0, 0, random.nextInt(256)), clock::get);
                while (attempts.next() && random.nextInt(3) > 0) {
                    if (random.nextBoolean()) {
                        attempts.connected();
                        break;
                    }
                    attempts.failed();
                }
                open.decrementAndGet();
                attempts.close();
            }
            return true;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(5, loop))) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(upstream.endpoints())
                .allMatch(endpoint -> endpoint.open() == 0)
                .noneMatch(endpoint -> endpoint.health() == Endpoint.Health.ON_TRIAL);
        for (int i = 0; i < 3; i++) {
            assertThat(upstream.admit()).isTrue();
        }
        assertThat(upstream.admit()).isFalse();
    }

    @Test
    void theMemoryOutlivesATable() {
        Upstream before = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1, 2));
        bad.add(1);
        assertThat(tried(before)).containsExactly(1, 2);
        Upstream after = upstream(registry, Balance.ROUND_ROBIN, 0, group(1, 1), group(1, 2));
        registry.retain(List.of(after));
        for (int i = 0; i < 10; i++) {
            assertThat(tried(after)).containsExactly(2);
        }
    }

    @Test
    void aSourceGoesBackToItsEndpoint() {
        Upstream upstream = upstream(registry, Balance.SOURCE_HASH, 0, group(1, 1, 2, 3));
        int home = tried(upstream).getFirst();
        bad.add(home);
        int other = tried(upstream).getLast();
        assertThat(tried(upstream)).containsExactly(other);
        bad.clear();
        pass(Duration.ofSeconds(2));
        assertThat(tried(upstream)).containsExactly(home);
    }
}
