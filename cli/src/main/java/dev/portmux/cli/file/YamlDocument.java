package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.cli.output.BadInputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One document of a YAML file.
 *
 * @param file as the user named it, for messages
 * @param root where each value is in the file
 * @param json the values
 */
record YamlDocument(Path file, Node root, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 3 << 20;

    /**
     * Reads all documents of a file; empty ones are left out.
     *
     * @throws BadInputException if it cannot be read or is no YAML, with the line
     */
    static List<YamlDocument> read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (MalformedInputException e) {
            throw new BadInputException(file + ": not a text file in UTF-8", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<YamlDocument> parse(Path file, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LARGEST);
        var yaml = new Yaml(new SafeConstructor(options));
        try {
            var values = yaml.loadAll(text).iterator();
            var documents = new ArrayList<YamlDocument>();
            for (var root : yaml.composeAll(new StringReader(text))) {
                var value = values.hasNext() ? values.next() : null;
                if (value != null) {
                    documents.add(new YamlDocument(file, root, JSON.valueToTree(value)));
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            var line =
                    e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
            throw new BadInputException(file + line + ": not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new BadInputException(file + ": not valid YAML: " + e.getMessage(), e);
        }
    }

    boolean isKind(String kind) {
        return json.path("kind").asText().equals(kind);
    }

    /** The place of a field, as {@code edge.yaml:14}; of what is not there, the place of what should hold it. */
    String place(String field) {
        return file + ":" + (FieldPath.of(field).find(root).getLine() + 1);
    }
}
