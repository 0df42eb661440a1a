package dev.portmux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"try", "run", "check", "explain", "learn", "import"})
    void everyCommandHasHelpWithAnExample(String command) {
        var help = Command.run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: portmux " + command, "  portmux " + command);
        assertThat(Command.run("--help").out()).contains("\n  " + command);
    }

    @Test
    void noCommandIsAMistakeOfUsage() {
        var run = Command.run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("portmux: Missing required subcommand");
    }

    @Test
    void anUnknownOptionIsSaidInOneSentence() {
        var run = Command.run("run", "--prot", "80");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(2).first().asString().startsWith("portmux: ");
    }
}
