package dev.portmux.detection.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.automaton.Sampler;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is claimed of routes holds for the running detectors. */
class ProofTest {
    private static final int SAMPLES = 30;

    @Test
    void aRouteThatIsProvenApartIsDeadWhereALaterOneMatches() {
        List<PreparedRoute> routes = TestRoutes.catalogue();
        Set<String> notApart = notApart(routes);
        for (int i = 0; i < routes.size(); i++) {
            PreparedRoute later = routes.get(i);
            Sampler sampler = new Sampler(later.envelope(), new Random(i));
            for (int j = 0; j < SAMPLES; j++) {
                ByteBuffer bytes = ByteBuffer.wrap(sampler.next());
                if (later.look(bytes) != Verdict.YES) {
                    continue;
                }
                for (PreparedRoute earlier : routes.subList(0, i)) {
                    if (!notApart.contains(name(earlier) + " " + name(later))) {
                        assertThat(earlier.look(bytes))
                                .as("%s before %s", name(earlier), name(later))
                                .isEqualTo(Verdict.NO);
                    }
                }
            }
        }
    }

    private static Set<String> notApart(List<PreparedRoute> routes) {
        return Findings.of(TestRoutes.protocols(
                        routes.stream().map(ProofTest::name).toArray(String[]::new)))
                .all()
                .stream()
                .map(finding -> finding.others().getFirst() + " " + finding.route())
                .collect(Collectors.toSet());
    }

    private static String name(PreparedRoute route) {
        return route.route().name();
    }
}
