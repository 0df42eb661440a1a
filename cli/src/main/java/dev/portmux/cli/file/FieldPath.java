package dev.portmux.cli.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The steps of a path such as {@code spec.routes[2].match.payload[0].hex}. */
record FieldPath(List<String> steps) {
    private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");

    static FieldPath of(String path) {
        return new FieldPath(
                STEP.matcher(path).results().map(step -> step.group()).toList());
    }

    /** Where the field is, or the innermost existing field around it. */
    Mark find(Node root) {
        var node = root;
        var mark = root.getStartMark();
        for (var step : steps) {
            var found = step(node, step);
            if (found.isEmpty()) {
                break;
            }
            mark = found.get().mark;
            node = found.get().value;
        }
        return mark;
    }

    private record Found(Mark mark, Node value) {}

    private static Optional<Found> step(Node node, String step) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(step))
                        .findFirst()
                        .map(entry -> new Found(entry.getKeyNode().getStartMark(), entry.getValueNode()));
            case SequenceNode sequence
            when step.chars().allMatch(Character::isDigit)
                    && Integer.parseInt(step) < sequence.getValue().size() -> {
                var item = sequence.getValue().get(Integer.parseInt(step));
                yield Optional.of(new Found(item.getStartMark(), item));
            }
            default -> Optional.empty();
        };
    }
}
