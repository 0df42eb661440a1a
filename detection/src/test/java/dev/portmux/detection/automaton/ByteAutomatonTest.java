package dev.portmux.detection.automaton;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.counted;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.le32;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u32;
import static dev.portmux.detection.automaton.Expressions.u8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.automaton.regex.RegexParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteAutomatonTest {

    @Test
    void saysNoAtTheFirstImpossibleByteAndYesAtTheLastNeeded() {
        ByteAutomaton ssh = ByteAutomaton.of(text("SSH-"));

        assertThat(run(ssh, "SSH")).isGreaterThan(ByteAutomaton.YES);
        assertThat(run(ssh, "SSH-2.0")).isEqualTo(ByteAutomaton.YES);
        assertThat(run(ssh, "SX")).isEqualTo(ByteAutomaton.NO);
        assertThat(ssh.size()).isEqualTo(6);
        assertThat(ssh.shortest()).hasValue(4);
        assertThat(ssh.longest()).hasValue(4);
    }

    @Test
    void walksWithACycleHaveNoLongest() {
        assertThat(ByteAutomaton.of(RegexParser.parse("a*b")).longest()).isEmpty();
        assertThat(ByteAutomaton.of(RegexParser.parse("a+b|c")).shortest()).hasValue(1);
    }

    @Test
    void whatCannotMatchIsNoFromTheStart() {
        assertThat(ByteAutomaton.of(RegexParser.parse("a[^\\x00-\\xff]b")).isEmpty())
                .isTrue();
        assertThat(ByteAutomaton.of(RegexParser.parse("a*")).start()).isEqualTo(ByteAutomaton.YES);
    }

    @Test
    void equalLanguagesAreEqualAutomata() {
        assertThat(ByteAutomaton.of(RegexParser.parse("(ab|ac)d*e")))
                .isEqualTo(ByteAutomaton.of(RegexParser.parse("a[bc](d+|)e")));
    }

    @Test
    void integersOfAnyWidthKeepTheirBounds() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            long low = random.nextLong(1L << 32);
            long high = random.nextLong(low, 1L << 32);
            ByteAutomaton big = ByteAutomaton.of(u32(low, high));
            ByteAutomaton little = ByteAutomaton.of(le32(low, high));
            for (long value : List.of(low, high, low - 1, high + 1, random.nextLong(1L << 32))) {
                if (value >= 0 && value < 1L << 32) {
                    int expected = low <= value && value <= high ? ByteAutomaton.YES : ByteAutomaton.NO;
                    ByteBuffer bytes =
                            ByteBuffer.allocate(4).putInt((int) value).flip();
                    assertThat(big.run(bytes))
                            .as("%d in %d..%d", value, low, high)
                            .isEqualTo(expected);
                    bytes.putInt(0, Integer.reverseBytes((int) value));
                    assertThat(little.run(bytes)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void refusesMoreStatesThanItsTableCanNumber() {
        List<Expression> equalPairs = new ArrayList<>();
        for (int value = 0; value < 65536; value += 7) {
            equalPairs.add(sequence(u16(value, value), u16(value, value)));
        }
        assertThatThrownBy(() -> ByteAutomaton.of(new Expression.Choice(equalPairs)))
                .isInstanceOf(TooComplexException.class);
        assertThatThrownBy(() -> new ByteAutomaton(new byte[256], 1, 2, new char[65_536]))
                .isInstanceOf(TooComplexException.class);
    }

    @Test
    void aLengthByteCostsOneStateForEachLength() {
        Expression counted = sequence(u8(5), counted(0x60, 1, 16, ByteSet.range('a', 'd')), text("x"));
        List<Expression> lengths = new ArrayList<>();
        for (int length = 1; length <= 16; length++) {
            Expression letter = Expressions.range('a', 'd');
            lengths.add(sequence(u8(5), u8(0x60 + length), repeat(letter, length, length), text("x")));
        }

        assertThat(ByteAutomaton.of(counted)).isEqualTo(ByteAutomaton.of(new Expression.Choice(lengths)));
        assertThat(ByteAutomaton.of(counted(0, 1, 255, ByteSet.ALL)).size()).isEqualTo(258);
    }

    @Test
    void intersectionAcceptsWhatBothAccept() {
        ByteAutomaton one = ByteAutomaton.of(sequence(any(2), hex("0a")));
        ByteAutomaton other = ByteAutomaton.of(repeat(choice(text("x"), text("yy")), 2, 4));
        ByteAutomaton both = Intersection.of(one, other, Budget.usual());

        assertThat(run(both, "xx\n")).isEqualTo(ByteAutomaton.YES);
        assertThat(run(both, "xx")).isGreaterThan(ByteAutomaton.YES);
        assertThat(run(both, "yx\n")).isEqualTo(ByteAutomaton.NO);
        assertThat(Intersection.of(ByteAutomaton.of(text("a")), ByteAutomaton.of(text("b")), Budget.usual())
                        .isEmpty())
                .isTrue();
    }

    private static int run(ByteAutomaton automaton, String text) {
        return automaton.run(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }
}
