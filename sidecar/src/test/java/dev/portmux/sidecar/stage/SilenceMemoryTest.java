package dev.portmux.sidecar.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceMemoryTest {
    private static final String SOURCE = "10.1.2.3";

    private long now = Long.MAX_VALUE - 5;
    private final SilenceMemory memory = new SilenceMemory(() -> now);

    @Test
    void aSourceIsKnownAfterSeveralSilentClientsInARow() {
        silent(SOURCE, SilenceMemory.ENOUGH - 1);
        assertThat(knows(SOURCE)).isFalse();
        silent(SOURCE, 1);
        assertThat(knows(SOURCE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3, ::ffff:10.1.2.3, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::1, 0.0.0.1, false",
        "2001:db8::, 32.1.13.184, false",
    })
    void whatIsLearntOfASourceHoldsForItAlone(String learnt, String other, boolean known) {
        silent(learnt, SilenceMemory.ENOUGH);
        assertThat(knows(other)).isEqualTo(known);
    }

    @Test
    void oneThatSpeaksCausesDoubtForADay() {
        silent(SOURCE, SilenceMemory.ENOUGH);
        memory.spoke(address(SOURCE));
        silent(SOURCE, 100);
        assertThat(knows(SOURCE)).isFalse();
        now += SilenceMemory.DOUBTED_FOR - 1;
        silent(SOURCE, SilenceMemory.ENOUGH);
        assertThat(knows(SOURCE)).isFalse();
        now++;
        silent(SOURCE, SilenceMemory.ENOUGH);
        assertThat(knows(SOURCE)).isTrue();
    }

    @Test
    void oneThatSpeaksInBetweenDelaysLearning() {
        silent(SOURCE, SilenceMemory.ENOUGH - 1);
        memory.spoke(address(SOURCE));
        silent(SOURCE, 1);
        assertThat(knows(SOURCE)).isFalse();
    }

    @Test
    void whatWasLearntIsForgottenAfterAnHourWithoutASilentClient() {
        silent(SOURCE, SilenceMemory.ENOUGH);
        now += SilenceMemory.KNOWN_FOR - 1;
        assertThat(knows(SOURCE)).isTrue();
        silent(SOURCE, 1);
        now += SilenceMemory.KNOWN_FOR;
        assertThat(knows(SOURCE)).isFalse();
        silent(SOURCE, 1);
        assertThat(knows(SOURCE)).isFalse();
    }

    @Test
    void whoeverAlwaysSpeaksTakesNoRoom() {
        memory.spoke(address(SOURCE));
        assertThat(memory.size()).isZero();
    }

    @Test
    void theSourcesThatWereNotHeardOfForLongestAreForgotten() {
        silent(SOURCE, SilenceMemory.ENOUGH);
        silent("10.1.2.4", SilenceMemory.ENOUGH);
        for (int i = 0; i < SilenceMemory.MOST_SOURCES - 1; i++) {
            assertThat(knows(SOURCE)).isTrue();
            memory.silent(new byte[] {11, 0, (byte) (i >> 8), (byte) i});
        }
        assertThat(memory.size()).isEqualTo(SilenceMemory.MOST_SOURCES);
        assertThat(knows("10.1.2.4")).isFalse();
    }

    private void silent(String source, int times) {
        for (int i = 0; i < times; i++) {
            memory.silent(address(source));
        }
    }

    private boolean knows(String source) {
        return memory.knows(address(source));
    }

    private static byte[] address(String text) {
        if (text.startsWith("::ffff:")) { // InetAddress unwraps it
            byte[] mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(address(text.substring(7)), 0, mapped, 12, 4);
            return mapped;
        }
        return InetAddress.ofLiteral(text).getAddress();
    }
}
