package dev.portmux.cli.tryout;

import java.util.stream.Stream;

/** What went wrong, in the words of the innermost exception, which is the one that knows. */
final class Causes {
    private Causes() {}

    static String sentence(Throwable error) {
        var root = Stream.iterate(error, e -> e != null, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(error);
        var message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
