package dev.portmux.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A value that {@code values.yaml} explains with a comment that begins with {@code # --}.
 *
 * @param path     its keys with dots between them
 * @param text     the comment
 * @param standard what it is when nobody sets it
 */
record DocumentedValue(String path, String text, JsonNode standard) {
    private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");
    private static final Pattern KEY = Pattern.compile("( *)(\\w+):.*");
    private static final int INDENT = 2;

    /** All of them, in the order of the file. */
    static List<DocumentedValue> all() throws IOException {
        var file = Chart.FOLDER.resolve("values.yaml");
        var tree = Chart.YAML.readTree(Files.readString(file));
        var found = new ArrayList<DocumentedValue>();
        var keys = new ArrayDeque<String>();
        var text = "";
        for (var line : Files.readAllLines(file)) {
            var comment = COMMENT.matcher(line);
            var key = KEY.matcher(line);
            if (comment.matches()) {
                text = comment.group(1);
            } else if (key.matches()) {
                while (keys.size() > key.group(1).length() / INDENT) {
                    keys.removeLast();
                }
                keys.addLast(key.group(2));
                if (!text.isEmpty()) {
                    found.add(new DocumentedValue(String.join(".", keys), text, tree.at("/" + String.join("/", keys))));
                }
                text = "";
            }
        }
        return found;
    }
}
