package dev.portmux.cli.learn;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that identify a protocol.
 *
 * @param shortest  the fewest bytes for which the proof succeeds
 * @param proposed  up to 4 bytes if they are constant: the proof does not cover protocols outside the catalogue
 * @param confused  matches from which it could not be proven apart; empty if the proof succeeded
 */
record Signature(Match.Entry shortest, Match.Entry proposed, List<KnownMatch> confused) {
    private static final int SAFE = 4;

    /** The best signature of a pattern; nothing if no byte is the same everywhere. */
    static Optional<Signature> of(CommonBytes pattern, List<KnownMatch> others) {
        List<KnownMatch> nearest = new ArrayList<>(others);
        for (int length = 1; length <= pattern.length(); length++) {
            if (begins(pattern, 0, length) && isApart(pattern.entry(0, length), nearest)) {
                return Optional.of(of(pattern, 0, length, List.of()));
            }
        }
        // A route that needs later bytes makes other routes wait, so these come second.
        for (int length = 1; length < pattern.length(); length++) {
            for (int offset = 1; offset + length <= pattern.length(); offset++) {
                if (begins(pattern, offset, length) && isApart(pattern.entry(offset, length), nearest)) {
                    return Optional.of(of(pattern, offset, length, List.of()));
                }
            }
        }
        return longest(pattern, others);
    }

    /** Whether the first and the last byte of a stretch have constant bits. */
    private static boolean begins(CommonBytes pattern, int offset, int length) {
        return pattern.mask(offset) != 0 && pattern.mask(offset + length - 1) != 0;
    }

    private static Signature of(CommonBytes pattern, int offset, int length, List<KnownMatch> confused) {
        int constant = length + pattern.run(offset + length);
        int safe = Math.max(length, Math.min(SAFE, constant));
        return new Signature(pattern.entry(offset, length), pattern.entry(offset, safe), confused);
    }

    /** The one with the most bytes, and what it may be confused with. */
    private static Optional<Signature> longest(CommonBytes pattern, List<KnownMatch> others) {
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
        List<KnownMatch> confused =
                others.stream().filter(other -> !other.isApartFrom(whole)).toList();
        return Optional.of(of(pattern, begin, end - begin, confused));
    }

    /** Puts the match that is not apart first, because it is the likeliest not to be apart next time. */
    private static boolean isApart(Match.Entry entry, List<KnownMatch> nearest) {
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
