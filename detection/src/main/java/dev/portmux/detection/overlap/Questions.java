package dev.portmux.detection.overlap;

import static dev.portmux.detection.automaton.ByteAutomaton.NO;
import static dev.portmux.detection.automaton.ByteAutomaton.YES;

import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.Intersection;
import dev.portmux.detection.automaton.Joint;
import dev.portmux.detection.automaton.Sampler;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The questions that are asked of envelopes; all of one table share a budget. */
final class Questions {
    static final int SAMPLES = 1000;

    /** What it costs to make a sample and show it to two routes: so much, and one for this many bytes. */
    private static final int SAMPLE = 4;

    private static final int BYTES = 16;

    private final Budget budget;

    Questions(Budget budget) {
        this.budget = budget;
    }

    /** Bytes that both accept, the first no later than the second: it takes them. */
    Optional<Bytes> taken(PreparedRoute first, PreparedRoute second) {
        return ask(
                List.of(first, second),
                states -> states[0] == YES && states[1] == YES,
                states -> states[0] == NO || states[1] == NO || states[1] == YES);
    }

    /** Bytes that both accept, in any order of time. */
    Optional<Bytes> common(PreparedRoute first, PreparedRoute second) {
        return Joint.common(first.envelope(), second.envelope(), budget).map(Bytes::of);
    }

    /** Bytes that the second accepts while the first still waits for more. */
    Optional<Bytes> delayed(PreparedRoute first, PreparedRoute second) {
        return ask(
                List.of(first, second),
                states -> states[0] > YES && states[1] == YES,
                states -> states[0] <= YES || states[1] == NO);
    }

    /** Bytes that one accepts and the other does not. */
    Optional<Bytes> difference(PreparedRoute accepting, PreparedRoute other) {
        return accepted(accepting, List.of(other), state -> state != YES);
    }

    /** Bytes that the route accepts while every one of the others is in a wanted state. */
    Optional<Bytes> accepted(PreparedRoute route, List<PreparedRoute> others, Predicate<Integer> wanted) {
        return ask(
                Stream.concat(others.stream(), Stream.of(route)).toList(),
                states -> states[others.size()] == YES && othersAre(states, wanted),
                states -> states[others.size()] == NO || !othersAre(states, state -> state != YES));
    }

    /** Random bytes that both envelopes accept, the same ones every time. */
    Stream<Bytes> samples(PreparedRoute one, PreparedRoute other) {
        Sampler sampler = new Sampler(Intersection.of(one.envelope(), other.envelope(), budget), new Random(SAMPLES));
        return Stream.generate(() -> Bytes.of(sampler.next())).limit(SAMPLES);
    }

    /**
     * Takes the cost of one sample out of the budget.
     *
     * @throws dev.portmux.detection.automaton.TooComplexException if it is spent
     */
    void spendOn(Bytes sample) {
        budget.spend(SAMPLE + sample.length() / BYTES);
    }

    private static boolean othersAre(int[] states, Predicate<Integer> wanted) {
        for (int i = 0; i < states.length - 1; i++) {
            if (!wanted.test(states[i])) {
                return false;
            }
        }
        return true;
    }

    private Optional<Bytes> ask(List<PreparedRoute> routes, Predicate<int[]> found, Predicate<int[]> hopeless) {
        Joint.Question question = new Joint.Question() {
            @Override
            public boolean found(int[] states) {
                return found.test(states);
            }

            @Override
            public boolean hopeless(int[] states) {
                return hopeless.test(states);
            }
        };
        return Joint.shortest(routes.stream().map(PreparedRoute::envelope).toList(), question, budget)
                .map(Bytes::of);
    }
}
