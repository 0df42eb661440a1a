package dev.portmux.detection.overlap;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two routes whose envelopes overlap. */
final class Pair {
    private final PreparedRoute earlier;
    private final PreparedRoute later;
    private final Questions questions;

    Pair(PreparedRoute earlier, PreparedRoute later, Questions questions) {
        this.earlier = earlier;
        this.later = later;
        this.questions = questions;
    }

    void examine(List<Finding> findings) {
        if (isSpecialCaseFirst()) {
            return;
        }
        Optional<Bytes> taken = questions.taken(earlier, later);
        Optional<Bytes> delayed = questions.delayed(earlier, later);
        Optional<Bytes> takenIndeed = taken.flatMap(witness -> confirmed(witness, Verdict.YES));
        Optional<Bytes> delayedIndeed = delayed.flatMap(witness -> confirmed(witness, Verdict.MORE));
        takenIndeed
                .map(witness -> Wording.orderDecides(earlier, later, witness))
                .ifPresent(findings::add);
        delayedIndeed.map(witness -> Wording.mayDelay(earlier, later, witness)).ifPresent(findings::add);
        if (takenIndeed.isEmpty() && delayedIndeed.isEmpty()) {
            taken.or(() -> delayed)
                    .map(witness -> Wording.notProven(earlier, later, witness))
                    .ifPresent(findings::add);
        }
    }

    /** The earlier route accepts less than the later one: that is how exceptions are written. */
    private boolean isSpecialCaseFirst() {
        return Details.covers(later.route().match(), earlier.route().match())
                || (later.exact() && questions.difference(earlier, later).isEmpty());
    }

    /** Bytes of which the detectors themselves say so, not only their envelopes. */
    private Optional<Bytes> confirmed(Bytes witness, Verdict ofEarlier) {
        Stream<Bytes> drawn = Stream.empty();
        if (earlier.detailed() || later.detailed()) {
            drawn = Examples.of(earlier.route().match(), later.route().match());
        } else if (!earlier.exact() || !later.exact()) {
            drawn = ofEarlier == Verdict.YES ? questions.samples(earlier, later) : questions.samples(later, later);
        }
        return Stream.concat(Stream.of(witness), drawn)
                .peek(questions::spendOn)
                .filter(bytes -> says(earlier, bytes, ofEarlier) && says(later, bytes, Verdict.YES))
                .findFirst();
    }

    private static boolean says(PreparedRoute route, Bytes bytes, Verdict verdict) {
        return route.look(ByteBuffer.wrap(bytes.toArray())) == verdict;
    }
}
