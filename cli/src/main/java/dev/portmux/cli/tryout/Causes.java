package dev.portmux.cli.tryout;

import java.util.stream.Stream;

/** The message of the innermost exception, which names the cause. */
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
