package dev.portmux.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The chart's README lists the values with the comments and defaults of {@code values.yaml}. */
class ReadmeTest {
    private static final String BEGIN = "<!-- from values.yaml: begin -->\n";
    private static final String END = "<!-- from values.yaml: end -->\n";

    @Test
    void listsTheValues() throws IOException {
        var file = Chart.FOLDER.resolve("README.md");
        var text = Files.readString(file);
        var before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());

        Golden.check(file, before + table() + text.substring(text.indexOf(END)));
    }

    private static String table() throws IOException {
        return DocumentedValue.all().stream()
                .map(value -> "| `%s` | %s | %s |\n".formatted(value.path(), value.text(), standard(value)))
                .collect(Collectors.joining("", "| value | what it is | default |\n| --- | --- | --- |\n", ""));
    }

    private static String standard(DocumentedValue value) {
        return "`" + value.standard() + "`";
    }
}
