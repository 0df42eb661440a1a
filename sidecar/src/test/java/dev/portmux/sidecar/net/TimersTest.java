package dev.portmux.sidecar.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.SimulatedClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final long MILLI = 1_000_000;

    private final SimulatedClock clock = new SimulatedClock();
    private final Timers timers = new Timers(clock::nanoTime, clock);
    private final List<String> expired = new ArrayList<>();

    private Timers.Timer after(long millis, String name) {
        return timers.after(millis * MILLI, () -> expired.add(name + " at " + clock.nanoTime() / MILLI));
    }

    @Test
    void eachExpiresAtItsTime() {
        after(500, "a");
        clock.schedule(() -> after(500, "b"), 100 * MILLI);
        clock.schedule(() -> after(50, "c"), 200 * MILLI);
        while (clock.anythingScheduled()) {
            clock.advance();
        }
        assertThat(expired).containsExactly("c at 250", "a at 500", "b at 600");
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void aCancelledOneDoesNotExpire() {
        after(500, "first").cancel();
        Timers.Timer middle = after(500, "middle");
        after(500, "last");
        middle.cancel();
        middle.cancel();
        clock.advance();
        assertThat(expired).containsExactly("last at 500");
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void oneWakeupServesThoseThatAreDueTogether() {
        for (int i = 0; i < 3; i++) {
            after(500, "some");
        }
        clock.advance();
        assertThat(expired).hasSize(3);
        assertThat(clock.anythingScheduled()).isFalse();
    }

    @Test
    void anActionThatThrowsHoldsUpNoOther() {
        timers.after(500 * MILLI, () -> {
            throw new IllegalStateException("on purpose");
        });
        after(500, "other");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(clock::advance))
                .isNotNull();
        clock.advance();
        assertThat(expired).containsExactly("other at 501");
    }

    /** As a dial that is tried again does: the next of the line must not wait for the one that was added. */
    @Test
    void whatAnActionAddsDelaysNoOther() {
        timers.after(3_000 * MILLI, () -> after(3_000, "again"));
        clock.schedule(() -> after(3_000, "second"), 100 * MILLI);
        while (clock.anythingScheduled()) {
            clock.advance();
        }
        assertThat(expired).containsExactly("second at 3100", "again at 6000");
    }
}
