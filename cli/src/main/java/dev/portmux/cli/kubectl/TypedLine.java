package dev.portmux.cli.kubectl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command line that somebody is typing, as far as it goes.
 *
 * @param command   the last subcommand that was named
 * @param values    of options, by their longest name
 * @param arguments how many words were no options, values or subcommands
 * @param open      the option whose value comes next
 */
record TypedLine(CommandSpec command, Map<String, String> values, int arguments, Optional<OptionSpec> open) {
    static TypedLine of(CommandSpec program, List<String> words) {
        var command = program;
        var values = new HashMap<String, String>();
        int arguments = 0;
        Optional<OptionSpec> open = Optional.empty();
        for (var word : words) {
            var subcommand = command.subcommands().get(word);
            if (open.isPresent()) {
                values.put(open.get().longestName(), word);
                open = Optional.empty();
            } else if (word.startsWith("-")) {
                open = Optional.ofNullable(command.findOption(word))
                        .filter(option -> option.arity().max() > 0);
            } else if (subcommand != null) {
                command = subcommand.getCommandSpec();
            } else {
                arguments++;
            }
        }
        return new TypedLine(command, Map.copyOf(values), arguments, open);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
