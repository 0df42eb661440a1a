package dev.portmux.cli.kubectl;

import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may follow the words of a command line.
 *
 * @param candidates each with a tab and its description, if it has one
 * @param files      whether it may also be a file
 */
record Completion(List<String> candidates, boolean files) {
    static final Completion NOTHING = new Completion(List.of(), false);

    /** Directives to the shell, as cobra numbers them. */
    private static final String FILES = ":0";

    private static final String NO_FILES = ":4";

    List<String> lines() {
        return Stream.concat(candidates.stream(), Stream.of(files ? FILES : NO_FILES))
                .toList();
    }

    /** @param words of which the last is being typed; it may be empty */
    static Completion of(CommandSpec program, List<String> words) {
        if (words.isEmpty()) {
            return NOTHING;
        }
        var typed = words.getLast();
        var line = TypedLine.of(program, words.subList(0, words.size() - 1));
        var found = line.open()
                .map(option -> value(option, line))
                .orElseGet(() -> typed.startsWith("-") ? options(line.command()) : argument(line));
        return new Completion(
                found.candidates().stream()
                        .filter(candidate -> candidate.startsWith(typed))
                        .toList(),
                found.files());
    }

    private static Completion value(OptionSpec option, TypedLine line) {
        return switch (option.longestName()) {
            case ClusterOptions.NAMESPACE -> new Completion(LiveNames.namespaces(line), false);
            case ClusterOptions.CONTEXT -> new Completion(LiveNames.contexts(line), false);
            case ClusterOptions.KUBECONFIG, "-f", "--jsonl", "--capture" -> new Completion(List.of(), true);
            default -> new Completion(values(option), false);
        };
    }

    private static List<String> values(OptionSpec option) {
        return option.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                        .toList();
    }

    private static Completion options(CommandSpec command) {
        return new Completion(
                command.options().stream()
                        .flatMap(option ->
                                Stream.of(option.names()).map(name -> name + "\t" + first(option.description())))
                        .toList(),
                false);
    }

    private static Completion argument(TypedLine line) {
        if (!line.command().subcommands().isEmpty()) {
            return new Completion(
                    line.command().subcommands().entrySet().stream()
                            .map(each -> each.getKey() + "\t"
                                    + first(each.getValue()
                                            .getCommandSpec()
                                            .usageMessage()
                                            .description()))
                            .toList(),
                    false);
        }
        return line.arguments() < line.command().positionalParameters().size()
                ? new Completion(LiveNames.portMuxes(line), false)
                : NOTHING;
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0];
    }
}
