package dev.portmux.detection.overlap;

import dev.portmux.routes.Route;

/** Which sources routes are for. */
final class Sources {

    private Sources() {}

    /** Whether some source belongs to both. */
    static boolean overlap(Route one, Route other) {
        return one.from().isEmpty()
                || other.from().isEmpty()
                || one.from().stream().anyMatch(range -> other.from().stream().anyMatch(range::overlaps));
    }

    /** Whether every range of {@code inner} lies in a range of {@code outer}; several together are not seen as one. */
    static boolean covers(Route outer, Route inner) {
        return outer.from().isEmpty()
                || (!inner.from().isEmpty()
                        && inner.from().stream()
                                .allMatch(range -> outer.from().stream().anyMatch(each -> each.contains(range))));
    }
}
