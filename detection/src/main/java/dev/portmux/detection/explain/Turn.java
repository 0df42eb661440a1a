package dev.portmux.detection.explain;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * When a candidate's verdict became final.
 *
 * @param bytes  how many bytes it took; all there are while it is MORE
 * @param reason why it is NO, else empty
 */
record Turn(String name, Verdict verdict, int bytes, String reason) {

    static Turn of(String name, Gate gate, boolean detailed, ByteBuffer bytes) {
        Verdict verdict = gate.look(bytes);
        if (verdict == Verdict.MORE) {
            return new Turn(name, verdict, bytes.limit(), "");
        }
        int needed = first(bytes.limit(), length -> gate.look(bytes.slice(0, length)) == verdict);
        return new Turn(name, verdict, needed, verdict == Verdict.YES ? "" : reason(gate, detailed, bytes, needed));
    }

    /** The least length from 0 that has a property which all longer ones have too; {@code most} is known to have it. */
    static int first(int most, IntPredicate property) {
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = (low + high) / 2;
            if (property.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    private static String reason(Gate gate, boolean detailed, ByteBuffer bytes, int length) {
        if (length == 0) {
            return "it accepts nothing";
        }
        if (gate.envelope(bytes.slice(0, length)) != Verdict.NO) {
            return detailed ? "the protocol fits, but not what the route asks of it" : "its fields do not fit together";
        }
        ByteAutomaton envelope = gate.envelope();
        int state = envelope.run(bytes.slice(0, length - 1));
        int[] expected = IntStream.range(0, 256)
                .filter(value -> envelope.step(state, value) != ByteAutomaton.NO)
                .toArray();
        return "byte " + (length - 1) + " is " + described(bytes.get(length - 1) & 0xff) + ", expected "
                + described(expected);
    }

    private static String described(int[] values) {
        return values.length <= 4
                ? String.join(
                        " or ", IntStream.of(values).mapToObj(Turn::described).toList())
                : "one of " + values.length + " values";
    }

    private static String described(int value) {
        Bytes one = Bytes.of(new byte[] {(byte) value});
        return value > ' ' && value <= '~' ? one.hex() + " (" + (char) value + ")" : one.hex();
    }

    /** The bytes at which something changed, in their order. */
    static List<Explanation.Step> steps(List<Turn> turns) {
        List<Explanation.Step> steps = new ArrayList<>();
        IntStream.Builder lengths = IntStream.builder();
        turns.stream().filter(turn -> turn.verdict != Verdict.MORE).forEach(turn -> lengths.add(turn.bytes));
        lengths.build().sorted().distinct().forEach(length -> steps.add(step(turns, length)));
        return steps;
    }

    private static Explanation.Step step(List<Turn> turns, int length) {
        List<Turn> now = turns.stream()
                .filter(turn -> turn.verdict != Verdict.MORE && turn.bytes == length)
                .toList();
        return new Explanation.Step(
                length,
                turns.stream()
                        .filter(turn -> turn.verdict == Verdict.MORE || turn.bytes > length)
                        .map(Turn::name)
                        .toList(),
                now.stream()
                        .filter(turn -> turn.verdict == Verdict.YES)
                        .map(Turn::name)
                        .toList(),
                now.stream()
                        .filter(turn -> turn.verdict == Verdict.NO)
                        .map(turn -> new Explanation.Fall(turn.name, turn.reason))
                        .toList());
    }
}
