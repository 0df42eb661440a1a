package dev.portmux.detection.automaton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.automaton.regex.InvalidRegexException;
import dev.portmux.detection.automaton.regex.RegexParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that blow up are refused soon, with the limit named; the same engine takes what only looks bad. */
class LimitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".*a.{11}b",
                ".*a.{20}b",
                "(a|b)*a(a|b){30}c",
                "((a{1,100}){1,100}){1,100}",
                "((((((){1000}){1000}){1000}){1000}){1000}){1000}",
                ".{0,900}a.{0,900}b",
                "((a?){1000}){1000}"
            })
    void refusesWhatBlowsUp(String regex) {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        TooComplexException.class, () -> ByteAutomaton.of(RegexParser.parse(regex))))
                .hasMessageMatching("(needs more than \\d+ (steps|states)|takes too long).*");
    }

    @ParameterizedTest
    @CsvSource({"(x+x+)+y, 5", ".*a.{8}b, 514", ".*a.{10}b, 2050", ".{1000}deadbeef, 1010"})
    void takesWhatIsSmall(String regex, int states) {
        assertThat(ByteAutomaton.of(RegexParser.parse(regex)).size()).isEqualTo(states);
    }

    /** The budget counts the work of a compilation, so no clock has to: far from any limit on states it still stops. */
    @Test
    void whatTakesLongIsStoppedByTheBudget() {
        Expression small = RegexParser.parse(".*a.{8}b");

        assertThat(ByteAutomaton.of(small, new Budget(1_000_000)).size()).isEqualTo(514);
        assertThatThrownBy(() -> ByteAutomaton.of(small, new Budget(1_000)))
                .isInstanceOf(TooComplexException.class)
                .hasMessage("takes too long (fewer or shorter repeats, alternatives, wildcards)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (a)\\1     | column 5: \\1 (expected: \\d \\w \\s \\n \\r \\t \\0 \\xHH or punctuation)
            (?=a)b     | column 2: '(?' (look-around is not regular; (?i) goes to the very beginning)
            a$         | column 2: '$' (it is always anchored at the first byte, and open at the end)
            a{1001}    | column 6: a repeat of "1001" (expected: 0 to 1000)
            a{3,2}     | column 6: a repeat of {3,2}
            *          | column 1: '*' without anything to repeat
            (a         | column 3: ')' is missing
            a)         | column 1: ')' without '('
            [z-a]      | column 4: a range that ends before it begins
            [a         | column 3: ends too early
            \\xg0      | column 3: 'g' (expected: two hex digits after \\x)
            ü          | column 1: 'ü' (expected: ASCII; write other bytes as \\xHH)
            """)
    void namesTheColumn(String regex, String message) {
        assertThatThrownBy(() -> RegexParser.parse(regex))
                .isInstanceOf(InvalidRegexException.class)
                .hasMessage(message);
    }
}
