package dev.portmux.detection.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.NaiveMatcher;
import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.automaton.Sampler;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes made from the envelopes themselves: what they accept, what they nearly accept, and every transition once. */
class GeneratedBytesTest {
    private static final int STRINGS = 200;

    static List<PreparedRoute> catalogue() {
        return TestRoutes.catalogue();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void verdictsOnAcceptedAndNearlyAcceptedBytesAreFinal(PreparedRoute route) {
        Random random = new Random(route.route().name().hashCode());
        Sampler sampler = new Sampler(route.envelope(), random);
        for (int i = 0; i < STRINGS; i++) {
            byte[] accepted = sampler.next();
            assertFinal(route, withTail(accepted, random));
            byte[] near = accepted.clone();
            near[random.nextInt(near.length)] ^= (byte) (1 << random.nextInt(8));
            assertFinal(route, withTail(near, random));
            assertFinal(route, Arrays.copyOf(accepted, random.nextInt(accepted.length)));
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyTransitionOfTheEnvelopeLeadsToAFinalVerdict(PreparedRoute route) {
        for (byte[] bytes : transitionCover(route.envelope())) {
            assertFinal(route, bytes);
        }
    }

    /** YES only where the envelope has accepted, NO where it is dead, and neither changes with more bytes. */
    private static void assertFinal(PreparedRoute route, byte[] bytes) {
        Verdict before = Verdict.MORE;
        int state = route.envelope().start();
        for (int length = 1; length <= bytes.length; length++) {
            state = route.envelope().step(state, bytes[length - 1]);
            Verdict verdict = route.look(ByteBuffer.wrap(Arrays.copyOf(bytes, length)));
            if (verdict == before && verdict != Verdict.MORE) {
                continue;
            }
            assertThat(before).as(Bytes.of(bytes).hex()).isEqualTo(Verdict.MORE);
            if (state == ByteAutomaton.NO) {
                assertThat(verdict).isEqualTo(Verdict.NO);
            } else if (state != ByteAutomaton.YES) {
                assertThat(verdict).isNotEqualTo(Verdict.YES);
            }
            before = verdict;
        }
    }

    /** What is exactly its envelope says the same as the protocol's expression read without an automaton. */
    @ParameterizedTest
    @MethodSource("exact")
    void theVerdictIsThatOfTheExpression(PreparedRoute route) {
        var protocol = (Protocol.ClientFirst) Catalogue.get(route.route().name());
        Random random = new Random(route.route().name().hashCode());
        Sampler sampler = new Sampler(route.envelope(), random);
        for (int i = 0; i < STRINGS / 4; i++) {
            byte[] bytes = sampler.next();
            if (i % 2 == 1) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            for (int length = 1; length <= Math.min(bytes.length, 64); length++) {
                assertThat(route.look(ByteBuffer.wrap(bytes, 0, length).slice()))
                        .as("%d bytes of %s", length, Bytes.of(bytes).hex())
                        .isEqualTo(NaiveMatcher.look(protocol.envelope(), bytes, length));
            }
        }
    }

    static List<PreparedRoute> exact() {
        return catalogue().stream().filter(PreparedRoute::exact).toList();
    }

    /** The contract of a condition: bounded, and final as soon as the envelope has accepted. */
    @Test
    void aConditionIsFinalOnceTheEnvelopeHasAccepted() {
        for (PreparedRoute route : catalogue()) {
            if (!route.exact()) {
                assertThat(route.envelope().longest().orElseThrow()).isLessThanOrEqualTo(64);
                Sampler sampler = new Sampler(route.envelope(), new Random(1));
                for (int i = 0; i < STRINGS; i++) {
                    assertThat(route.look(ByteBuffer.wrap(sampler.next()))).isNotEqualTo(Verdict.MORE);
                }
            }
        }
    }

    private static byte[] withTail(byte[] bytes, Random random) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
        for (int i = bytes.length; i < longer.length; i++) {
            longer[i] = (byte) random.nextInt();
        }
        return longer;
    }

    /** The shortest way to each state, then one byte of each kind. */
    private static List<byte[]> transitionCover(ByteAutomaton automaton) {
        byte[][] access = new byte[automaton.size()][];
        access[automaton.start()] = new byte[0];
        List<Integer> open = new ArrayList<>(List.of(automaton.start()));
        List<byte[]> cover = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            List<Integer> targets = new ArrayList<>();
            for (int value = 0; value < 256; value++) {
                int target = automaton.step(open.get(i), value);
                if (targets.contains(target)) {
                    continue;
                }
                targets.add(target);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes(access[open.get(i)]);
                bytes.write(value);
                cover.add(bytes.toByteArray());
                if (target > ByteAutomaton.YES && access[target] == null) {
                    access[target] = bytes.toByteArray();
                    open.add(target);
                }
            }
        }
        return cover;
    }
}
