package dev.portmux.planning;

import dev.portmux.detection.overlap.Finding;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A finding of the overlap proof in the words of a condition. */
public final class FindingText {

    private FindingText() {}

    /** The kind as the reason of a condition: {@code MayDelay}. */
    public static String reason(Finding finding) {
        return Arrays.stream(finding.kind().label().split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** What was found, with an example where bytes can show it, in one line. */
    public static String message(Finding finding) {
        return finding.message()
                + finding.witness()
                        .map(bytes -> " (e.g. hex " + bytes.hex() + ", text " + bytes.text() + ")")
                        .orElse("");
    }
}
