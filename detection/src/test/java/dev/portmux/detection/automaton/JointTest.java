package dev.portmux.detection.automaton;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.automaton.regex.RegexParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JointTest {
    @Test
    void findsTheShortestAndMostReadableWitness() {
        assertThat(both("GET .", "[A-Z]{3}.[^a].")).hasValue("GET //");
        assertThat(both("a.c", ".b[^c]")).isEmpty();
        assertThat(both("\\x16.", "..")).hasValue("\u0016/");
    }

    @Test
    void agreesWithAnotherEngineOnWhetherTwoOverlap() {
        RandomRegex random = new RandomRegex(11);
        for (int i = 0; i < 300; i++) {
            String one = random.next();
            String other = random.next();
            var common = Brics.of(RegexParser.parse(one)).intersection(Brics.of(RegexParser.parse(other)));
            String shortest = common.getShortestExample(true);

            assertThat(both(one, other).map(String::length))
                    .as("%s and %s", one, other)
                    .isEqualTo(Optional.ofNullable(shortest).map(String::length));
        }
    }

    @Test
    void stopsAtTheLimitOfCombinations() {
        List<ByteAutomaton> many = IntStream.range(0, 8)
                .mapToObj(i -> ByteAutomaton.of(RegexParser.parse(".*" + (char) ('a' + i) + ".{6}z")))
                .toList();

        assertThatThrownBy(() -> Joint.shortest(
                        many,
                        new Joint.Question() {
                            @Override
                            public boolean found(int[] states) {
                                return false;
                            }

                            @Override
                            public boolean hopeless(int[] states) {
                                return false;
                            }
                        },
                        Budget.usual(10)))
                .isInstanceOf(TooComplexException.class)
                .hasMessageContaining("100000 combinations");
    }

    private static Optional<String> both(String one, String other) {
        return Joint.common(
                        ByteAutomaton.of(RegexParser.parse(one)),
                        ByteAutomaton.of(RegexParser.parse(other)),
                        Budget.usual())
                .map(bytes -> new String(bytes, ISO_8859_1));
    }
}
