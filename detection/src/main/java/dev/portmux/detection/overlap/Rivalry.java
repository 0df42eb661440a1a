package dev.portmux.detection.overlap;

import static dev.portmux.detection.automaton.ByteAutomaton.YES;

import dev.portmux.detection.automaton.TooComplexException;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One route against all earlier ones of the same sources. */
final class Rivalry {
    private final PreparedRoute later;
    private final Questions questions;
    private final List<PreparedRoute> rivals;

    Rivalry(PreparedRoute later, List<PreparedRoute> rivals, Questions questions) {
        this.later = later;
        this.questions = questions;
        this.rivals = rivals;
    }

    void examine(List<Finding> findings) {
        try {
            List<PreparedRoute> overlapping = rivals.stream()
                    .filter(rival ->
                            !Details.apart(rival.route().match(), later.route().match()))
                    .filter(rival -> questions.common(rival, later).isPresent())
                    .toList();
            Optional<List<PreparedRoute>> blocking = blocking(overlapping);
            if (blocking.isPresent()) {
                findings.add(Wording.unreachable(later, blocking.get(), example(blocking.get())));
                return;
            }
            for (PreparedRoute rival : overlapping) {
                new Pair(rival, later, questions).examine(findings);
            }
        } catch (TooComplexException e) {
            findings.add(Wording.notExamined(later, String.valueOf(e.getMessage())));
        }
    }

    /** As few earlier routes as possible that together leave nothing for this one. */
    private Optional<List<PreparedRoute>> blocking(List<PreparedRoute> overlapping) {
        List<PreparedRoute> covering = overlapping.stream()
                .filter(rival -> Sources.covers(rival.route(), later.route()))
                .toList();
        for (PreparedRoute rival : covering) {
            if (Details.covers(rival.route().match(), later.route().match())) {
                return Optional.of(List.of(rival));
            }
        }
        List<PreparedRoute> exact =
                new ArrayList<>(covering.stream().filter(PreparedRoute::exact).toList());
        if (!block(exact)) {
            return Optional.empty();
        }
        for (PreparedRoute rival : List.copyOf(exact)) {
            exact.remove(rival);
            if (!block(exact)) {
                exact.add(rival);
            }
        }
        return Optional.of(exact);
    }

    /** Whether nothing is accepted here that is NO to all of them: what they still wait for, they take when it comes. */
    private boolean block(List<PreparedRoute> earlier) {
        return !earlier.isEmpty()
                && questions.accepted(later, earlier, state -> state != YES).isEmpty();
    }

    private Optional<Bytes> example(List<PreparedRoute> blocking) {
        return later.detailed()
                ? Examples.of(later.route().match(), blocking.getFirst().route().match())
                        .filter(bytes -> later.look(ByteBuffer.wrap(bytes.toArray())) == Verdict.YES)
                        .findFirst()
                : questions.accepted(later, List.of(), state -> true);
    }
}
