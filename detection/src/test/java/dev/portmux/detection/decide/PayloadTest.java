package dev.portmux.detection.decide;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes by payload and regex say what a comparison byte by byte and {@link java.util.regex} say. */
class PayloadTest {
    private static final int STRINGS = 200;

    /** Few values, so that random bytes often agree. */
    private static final int VALUES = 3;

    @RepeatedTest(20)
    void aPayloadIsComparedByteByByte(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Match.Entry> entries = Stream.generate(() -> entry(random))
                .limit(1 + random.nextInt(3))
                .toList();
        PreparedRoute route = Preparation.of(new Match.Payload(entries));
        for (int i = 0; i < STRINGS; i++) {
            byte[] bytes = bytes(random, 1 + random.nextInt(9));

            assertThat(route.look(ByteBuffer.wrap(bytes)))
                    .as("%s on %s", entries, Bytes.of(bytes).hex())
                    .isEqualTo(naive(entries, bytes));
        }
    }

    private static Match.Entry entry(Random random) {
        int length = 1 + random.nextInt(3);
        List<Bytes> anyOf = Stream.generate(() -> Bytes.of(bytes(random, length)))
                .limit(1 + random.nextInt(3))
                .toList();
        Optional<Bytes> mask = random.nextBoolean() ? Optional.empty() : Optional.of(Bytes.of(bytes(random, length)));
        return new Match.Entry(random.nextInt(5), anyOf, mask);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(VALUES);
        }
        return bytes;
    }

    /** NO where what has come fits no choice of alternatives, YES where some choice has come whole and nothing is left to come. */
    private static Verdict naive(List<Match.Entry> entries, byte[] bytes) {
        List<List<Bytes>> choices = List.of(List.of());
        for (Match.Entry entry : entries) {
            List<List<Bytes>> longer = new ArrayList<>();
            for (List<Bytes> choice : choices) {
                entry.anyOf()
                        .forEach(each -> longer.add(
                                Stream.concat(choice.stream(), Stream.of(each)).toList()));
            }
            choices = longer;
        }
        int end = entries.stream()
                .mapToInt(entry -> entry.offset() + entry.anyOf().getFirst().length())
                .max()
                .orElseThrow();
        Verdict best = Verdict.NO;
        for (List<Bytes> choice : choices) {
            if (possible(entries, choice) && agrees(entries, choice, bytes)) {
                best = bytes.length >= end ? Verdict.YES : best == Verdict.YES ? best : Verdict.MORE;
            }
        }
        return best;
    }

    private static boolean agrees(List<Match.Entry> entries, List<Bytes> choice, byte[] bytes) {
        return IntStream.range(0, bytes.length).allMatch(at -> fits(entries, choice, at, bytes[at] & 0xff));
    }

    /** Whether the alternatives do not contradict each other. */
    private static boolean possible(List<Match.Entry> entries, List<Bytes> choice) {
        return IntStream.range(0, 8)
                .allMatch(at -> IntStream.range(0, 256).anyMatch(value -> fits(entries, choice, at, value)));
    }

    private static boolean fits(List<Match.Entry> entries, List<Bytes> choice, int at, int value) {
        for (int i = 0; i < entries.size(); i++) {
            int place = at - entries.get(i).offset();
            if (place >= 0 && place < choice.get(i).length()) {
                int mask = entries.get(i).mask().isPresent()
                        ? entries.get(i).mask().get().at(place)
                        : 0xff;
                if ((value & mask) != (choice.get(i).at(place) & mask)) {
                    return false;
                }
            }
        }
        return true;
    }

    @SuppressWarnings("JdkObsolete") // Whether more input could have matched is just what hitEnd tells.
    @ParameterizedTest
    @ValueSource(strings = {"[ab]{2,4}c", "a(b|c)*d", "(?i)ab?c", ".{3}b", "(a|ab)(c|bcd)", "[^a]+a", "\\x61\\x00?b"})
    void aRegexIsWhatTheJdkSays(String regex) {
        Random random = new Random(regex.hashCode());
        PreparedRoute route = Preparation.of(new Match.Regex(regex));
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        for (int i = 0; i < STRINGS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) "abcdABC\0".charAt(random.nextInt(8));
            }
            Matcher matcher = pattern.matcher(new String(bytes, ISO_8859_1));
            Verdict expected = matcher.lookingAt() ? Verdict.YES : matcher.hitEnd() ? Verdict.MORE : Verdict.NO;

            assertThat(route.look(ByteBuffer.wrap(bytes)))
                    .as("%s on %s", regex, Bytes.of(bytes).text())
                    .isEqualTo(expected);
        }
    }
}
