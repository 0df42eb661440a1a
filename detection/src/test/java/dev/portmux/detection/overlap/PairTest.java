package dev.portmux.detection.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.TooComplexException;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairTest {
    private static final int ENOUGH = 1_000_000;
    private static final int ENOUGH_FOR_THE_ENVELOPES = ENOUGH / 100;

    /** No request is for both, so all examples are tried in vain. */
    @Test
    void samplesArePaidForOutOfTheBudget() {
        List<Finding> findings = new ArrayList<>();
        pair(ENOUGH).examine(findings);
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.NOT_PROVEN);

        assertThatThrownBy(() -> pair(ENOUGH_FOR_THE_ENVELOPES).examine(new ArrayList<>()))
                .isInstanceOf(TooComplexException.class);
    }

    private static Pair pair(int units) {
        return new Pair(http("a"), http("b"), new Questions(new Budget(units)));
    }

    private static PreparedRoute http(String name) {
        Set<String> hosts =
                IntStream.range(0, 16).mapToObj(i -> name + i + ".example").collect(Collectors.toSet());
        List<String> paths =
                IntStream.range(0, 16).mapToObj(i -> "/" + name + i).toList();
        return Preparation.of(new Match.Http(hosts, paths, Set.of(), false));
    }
}
