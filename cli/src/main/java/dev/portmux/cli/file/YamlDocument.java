package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Json;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One document of a YAML file.
 *
 * @param file as the user named it, for messages
 * @param root where each value is in the file
 * @param json the values
 */
record YamlDocument(Path file, Node root, JsonNode json) {
    /** Largest file, in bytes: an object in etcd has at most half of it. */
    static final int LARGEST = 3 << 20;

    /** Most values of one document with every alias expanded, which is the size that it has in memory. */
    private static final int MOST_VALUES = 1 << 20;

    /** Deepest nesting with every alias expanded. */
    private static final int DEEPEST = 100;

    /**
     * Reads all documents of a file; empty ones are left out.
     *
     * @throws CommandException if it cannot be read, is too large or is no YAML, with the line
     */
    static List<YamlDocument> read(Path file) {
        return parse(file, TextFile.read(file, LARGEST));
    }

    /**
     * Reads all documents of a text.
     *
     * @param file that it is from, for messages
     * @throws CommandException if it is no YAML, with the line
     */
    static List<YamlDocument> parse(Path file, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LARGEST);
        var values = new Values(options);
        var documents = new ArrayList<YamlDocument>();
        try {
            for (var root : new Yaml(values).composeAll(new StringReader(text))) {
                new Expansion(file).check(root);
                var value = values.of(root);
                if (value != null) {
                    documents.add(new YamlDocument(file, root, Json.MAPPER.valueToTree(value)));
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            throw invalid(file, Optional.ofNullable(e.getProblemMark()), e.getProblem(), e);
        } catch (CommandException e) {
            throw e;
        } catch (RuntimeException e) {
            // SnakeYAML lets other exceptions out of values that their tag does not allow, such as !!int "" (2.5).
            throw invalid(file, Optional.empty(), Objects.toString(e.getMessage(), "a value that its tag forbids"), e);
        }
    }

    private static CommandException invalid(Path file, Optional<Mark> mark, String why, RuntimeException cause) {
        var line = mark.map(place -> ":" + (place.getLine() + 1)).orElse("");
        return new CommandException(
                file + line + ": not valid YAML: " + why.lines().findFirst().orElse(""), cause);
    }

    /** The values of nodes, as the YAML library makes them of a text. */
    private static final class Values extends SafeConstructor {
        Values(LoaderOptions options) {
            super(options);
        }

        @Nullable Object of(Node root) {
            return constructDocument(root);
        }
    }

    /**
     * Refuses what a few aliases make endless: an anchor inside itself, and nested lists of aliases ("billion laughs").
     * The library bounds how many aliases there are, not what they expand to.
     */
    private record Expansion(Path file, Map<Node, Long> sizes, Set<Node> open) {
        Expansion(Path file) {
            this(file, new IdentityHashMap<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
        }

        void check(Node root) {
            if (size(root) > MOST_VALUES) {
                throw refused(root, "its aliases expand to more than " + MOST_VALUES + " values");
            }
        }

        private long size(Node node) {
            var known = sizes.get(node);
            if (known != null) {
                return known;
            }
            if (!open.add(node)) {
                throw refused(node, "an anchor contains an alias of itself");
            }
            if (open.size() > DEEPEST) {
                throw refused(node, "nested deeper than " + DEEPEST);
            }
            long size = 1;
            for (var child : children(node)) {
                size = Math.min(size + size(child), MOST_VALUES + 1L);
            }
            open.remove(node);
            sizes.put(node, size);
            return size;
        }

        private static List<? extends Node> children(Node node) {
            return switch (node) {
                case MappingNode mapping ->
                    mapping.getValue().stream()
                            .flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
                            .toList();
                case SequenceNode sequence -> sequence.getValue();
                default -> List.of();
            };
        }

        private CommandException refused(Node node, String why) {
            return new CommandException(file + ":" + (node.getStartMark().getLine() + 1) + ": not valid YAML: " + why);
        }
    }

    boolean isKind(String kind) {
        return json.path("kind").asText().equals(kind);
    }

    /** The place of a field, as {@code edge.yaml:14}; of what is not there, the place of what should hold it. */
    String place(String field) {
        return file + ":" + (FieldPath.of(field).find(root).getLine() + 1);
    }

    /** The steps of a path such as {@code spec.routes[2].match.payload[0].hex}. */
    private record FieldPath(List<String> steps) {
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
                when step.matches("\\d{1,9}")
                        && Integer.parseInt(step) < sequence.getValue().size() -> {
                    var item = sequence.getValue().get(Integer.parseInt(step));
                    yield Optional.of(new Found(item.getStartMark(), item));
                }
                default -> Optional.empty();
            };
        }
    }
}
