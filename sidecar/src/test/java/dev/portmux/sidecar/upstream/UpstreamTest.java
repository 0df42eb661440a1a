package dev.portmux.sidecar.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Backend;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpstreamTest {

    private static Upstream upstream(int backends) {
        return Upstream.of(new Route(
                "web",
                new Match.Protocol("http"),
                List.of(),
                IntStream.rangeClosed(1, backends)
                        .mapToObj(port -> new Backend("127.0.0.1", port))
                        .toList()));
    }

    private static List<Integer> ports(Upstream.Attempts attempts) {
        List<Integer> ports = new ArrayList<>();
        while (attempts.hasNext()) {
            ports.add(attempts.next().getPort());
        }
        return ports;
    }

    /** As clients that alternate between two routes do: one counter for all would send each route to one backend. */
    @Test
    void backendsOfARouteTakeTurnsWhateverOtherRoutesDo() {
        Upstream one = upstream(2);
        Upstream other = upstream(2);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            chosen.add(one.attempts().next().getPort());
            other.attempts();
        }
        assertThat(chosen).containsExactly(1, 2, 1, 2);
    }

    @Test
    void aConnectionTriesThreeAtMostAndEachOnce() {
        Upstream upstream = upstream(4);
        assertThat(ports(upstream.attempts())).containsExactly(1, 2, 3);
        assertThat(ports(upstream.attempts())).containsExactly(2, 3, 4);
        assertThat(ports(upstream.attempts())).containsExactly(3, 4, 1);
        assertThat(ports(upstream(2).attempts())).containsExactly(1, 2);
        assertThat(ports(upstream(0).attempts())).isEmpty();
    }

    @Test
    void unwantedBackendsAreLeftOut() {
        Upstream others = upstream(3).without(address -> address.getPort() == 2);
        assertThat(others.backends()).extracting(InetSocketAddress::getPort).containsExactly(1, 3);
        assertThat(others.route()).isEqualTo("web");
        assertThat(others.protocol()).isEqualTo("http");
    }
}
