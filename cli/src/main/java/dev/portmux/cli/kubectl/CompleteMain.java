package dev.portmux.cli.kubectl;

import dev.portmux.cli.output.CommandException;
import java.util.List;

/**
 * The program {@code kubectl_complete-portmux}: kubectl runs it with the words after {@code kubectl portmux}, of which the
 * last is being typed, and takes candidates, one a line, and a directive to the shell.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/">Extend kubectl with plugins</a>
 */
final class CompleteMain {
    private CompleteMain() {}

    static void main(String[] words) {
        complete(List.of(words)).forEach(System.out::println);
    }

    static List<String> complete(List<String> words) {
        try {
            return Completion.of(KubectlMain.commandLine().getCommandSpec(), words)
                    .lines();
        } catch (CommandException e) {
            // An error must not appear in the middle of the typed line; the command itself will report it.
            return Completion.NOTHING.lines();
        }
    }
}
