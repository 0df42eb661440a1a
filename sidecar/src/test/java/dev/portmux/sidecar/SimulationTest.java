package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Detection and relay through thousands of orders of events. {@code -Dsimulation.seed=N} runs one of them again,
 * {@code -Dsimulation.seeds=N} only the first ones.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 5_000);

    @Test
    void everyOrderOfEventsKeepsTheBytesAndComesToAnEnd() {
        Long one = Long.getLong("simulation.seed");
        if (one != null) {
            run(one);
            return;
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed);
        }
    }

    @Test
    void aSeedHappensAgainExactly() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(run(seed)).isEqualTo(run(seed));
        }
    }

    private static String run(long seed) {
        try {
            return new Simulation(seed).run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " (again with -Dsimulation.seed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
