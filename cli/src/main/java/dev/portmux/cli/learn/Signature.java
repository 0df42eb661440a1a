package dev.portmux.cli.learn;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes by which a protocol can be told.
 *
 * @param shortest  as few bytes as the proof needs
 * @param proposed  some more where they are the same everywhere: a proof says nothing of protocols outside the catalogue
 * @param confused  what it could not be proven apart from; empty if it was
 */
record Signature(Match.Entry shortest, Match.Entry proposed, List<Rival> confused) {
    private static final int SAFE = 4;

    /** The best signature of a pattern; nothing if no byte is the same everywhere. */
    static Optional<Signature> of(Pattern pattern, List<Rival> rivals) {
        List<Rival> nearest = new ArrayList<>(rivals);
        for (int length = 1; length <= pattern.length(); length++) {
            if (begins(pattern, 0, length) && isApart(pattern.entry(0, length), nearest)) {
                return Optional.of(of(pattern, 0, length, List.of()));
            }
        }
        // A route that looks further in makes others wait, so this comes second.
        for (int length = 1; length < pattern.length(); length++) {
            for (int offset = 1; offset + length <= pattern.length(); offset++) {
                if (begins(pattern, offset, length) && isApart(pattern.entry(offset, length), nearest)) {
                    return Optional.of(of(pattern, offset, length, List.of()));
                }
            }
        }
        return longest(pattern, rivals);
    }

    /** Whether the first and the last byte of a stretch say something. */
    private static boolean begins(Pattern pattern, int offset, int length) {
        return pattern.mask(offset) != 0 && pattern.mask(offset + length - 1) != 0;
    }

    private static Signature of(Pattern pattern, int offset, int length, List<Rival> confused) {
        int constant = length + pattern.run(offset + length);
        int safe = Math.max(length, Math.min(SAFE, constant));
        return new Signature(pattern.entry(offset, length), pattern.entry(offset, safe), confused);
    }

    /** The one with the most bytes, and what it may be confused with. */
    private static Optional<Signature> longest(Pattern pattern, List<Rival> rivals) {
        int begin = 0;
        int end = pattern.length();
        while (begin < end && pattern.mask(begin) == 0) {
            begin++;
        }
        while (begin < end && pattern.mask(end - 1) == 0) {
            end--;
        }
        if (begin == end) {
            return Optional.empty();
        }
        ByteAutomaton whole = automaton(pattern.entry(begin, end - begin));
        List<Rival> confused =
                rivals.stream().filter(rival -> !rival.isApartFrom(whole)).toList();
        return Optional.of(of(pattern, begin, end - begin, confused));
    }

    /** Puts the rival that is not apart first: it is the likeliest not to be next time. */
    private static boolean isApart(Match.Entry entry, List<Rival> nearest) {
        ByteAutomaton automaton = automaton(entry);
        for (int i = 0; i < nearest.size(); i++) {
            if (!nearest.get(i).isApartFrom(automaton)) {
                nearest.addFirst(nearest.remove(i));
                return false;
            }
        }
        return true;
    }

    private static ByteAutomaton automaton(Match.Entry entry) {
        return Preparation.of(new Match.Payload(List.of(entry))).envelope();
    }
}
