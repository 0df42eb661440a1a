package dev.portmux.detection.automaton;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.automaton.regex.RegexParser;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two independent engines say the same as our automata on random expressions. */
class OracleTest {
    private static final int EXPRESSIONS = 400;
    private static final int STRINGS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void javaUtilRegexAgreesOnEveryPrefix(long seed) {
        RandomRegex random = new RandomRegex(seed);
        for (int i = 0; i < EXPRESSIONS; i++) {
            String regex = random.next();
            ByteAutomaton automaton = ByteAutomaton.of(RegexParser.parse(regex));
            Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
            for (int j = 0; j < STRINGS; j++) {
                byte[] string = random.string();
                int state = automaton.run(ByteBuffer.wrap(string));
                Matcher matcher = pattern.matcher(new String(string, ISO_8859_1));
                boolean prefixMatches = matcher.lookingAt();

                assertThat(state == ByteAutomaton.YES)
                        .as("%s on %s", regex, new String(string, ISO_8859_1))
                        .isEqualTo(prefixMatches);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void bricsFindsTheSameMinimalAutomaton(long seed) {
        RandomRegex random = new RandomRegex(seed);
        for (int i = 0; i < EXPRESSIONS; i++) {
            String regex = random.next();
            Expression expression = RegexParser.parse(regex);
            ByteAutomaton automaton = ByteAutomaton.of(expression);

            // brics leaves the dead state out; ours always has it.
            assertThat(automaton.size() - 1)
                    .as(regex)
                    .isEqualTo(Brics.of(expression).getNumberOfStates());
        }
    }
}
