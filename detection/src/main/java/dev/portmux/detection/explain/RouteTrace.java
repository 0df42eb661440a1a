package dev.portmux.detection.explain;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * When the verdict on a route became final.
 *
 * @param bytes  how many bytes it took; all there are while it is MORE
 * @param reason why it is NO, else empty
 */
record RouteTrace(String name, Verdict verdict, int bytes, String reason) {

    static RouteTrace of(PreparedRoute route, ByteBuffer bytes) {
        String name = route.route().name();
        Verdict verdict = route.look(bytes);
        if (verdict == Verdict.MORE) {
            return new RouteTrace(name, verdict, bytes.limit(), "");
        }
        int needed = first(bytes.limit(), length -> route.look(bytes.slice(0, length)) == verdict);
        return new RouteTrace(name, verdict, needed, verdict == Verdict.YES ? "" : reason(route, bytes, needed));
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

    private static String reason(PreparedRoute route, ByteBuffer bytes, int length) {
        if (length == 0) {
            return "it accepts nothing";
        }
        ByteAutomaton envelope = route.envelope();
        int state = envelope.run(bytes.slice(0, length - 1));
        if (envelope.step(state, bytes.get(length - 1)) != ByteAutomaton.NO) {
            return route.detailed()
                    ? "the protocol fits, but not what the route asks of it"
                    : "its fields do not fit together";
        }
        int[] expected = IntStream.range(0, 256)
                .filter(value -> envelope.step(state, value) != ByteAutomaton.NO)
                .toArray();
        return "byte " + (length - 1) + " is " + described(bytes.get(length - 1) & 0xff) + ", expected "
                + described(expected);
    }

    private static String described(int[] values) {
        return values.length <= 4
                ? String.join(
                        " or ",
                        IntStream.of(values).mapToObj(RouteTrace::described).toList())
                : "one of " + values.length + " values";
    }

    private static String described(int value) {
        Bytes one = Bytes.of(new byte[] {(byte) value});
        return value > ' ' && value <= '~' ? one.hex() + " (" + (char) value + ")" : one.hex();
    }

    /** The bytes at which something changed, in their order. */
    static List<Explanation.Step> steps(List<RouteTrace> traces) {
        List<Explanation.Step> steps = new ArrayList<>();
        IntStream.Builder lengths = IntStream.builder();
        traces.stream().filter(trace -> trace.verdict != Verdict.MORE).forEach(trace -> lengths.add(trace.bytes));
        lengths.build().sorted().distinct().forEach(length -> steps.add(step(traces, length)));
        return steps;
    }

    private static Explanation.Step step(List<RouteTrace> traces, int length) {
        List<RouteTrace> now = traces.stream()
                .filter(trace -> trace.verdict != Verdict.MORE && trace.bytes == length)
                .toList();
        return new Explanation.Step(
                length,
                traces.stream()
                        .filter(trace -> trace.verdict == Verdict.MORE || trace.bytes > length)
                        .map(RouteTrace::name)
                        .toList(),
                now.stream()
                        .filter(trace -> trace.verdict == Verdict.YES)
                        .map(RouteTrace::name)
                        .toList(),
                now.stream()
                        .filter(trace -> trace.verdict == Verdict.NO)
                        .map(trace -> new Explanation.Fall(trace.name, trace.reason))
                        .toList());
    }
}
