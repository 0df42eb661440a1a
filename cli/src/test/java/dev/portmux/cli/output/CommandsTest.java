package dev.portmux.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.Command;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
    @picocli.CommandLine.Command(name = "portmux")
    private record Failing(Throwable error) implements Runnable {
        @Override
        public void run() {
            throw Failing.<RuntimeException>unchecked(error);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> E unchecked(Throwable error) throws E {
            throw (E) error;
        }
    }

    static Stream<Throwable> unexpected() {
        return Stream.of(
                new IllegalStateException("no such state\nmore"),
                new NullPointerException(),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void anUnexpectedErrorIsOneSentence(Throwable error) {
        var run = Command.of(Commands.of(new Failing(error)));

        assertThat(run.exitCode()).isEqualTo(Commands.INTERNAL_ERROR);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("portmux: internal error: " + error.getClass().getSimpleName())
                .endsWith("(please report it; PORTMUX_DEBUG=1 shows the stack trace)");
    }
}
