package dev.portmux.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, whole. */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"default", "everything", "available", "isolated", "bare"})
    void rendersAsRecorded(String name) throws IOException {
        var folder = CASES.resolve(name);

        var rendered =
                Chart.template().withValuesFile(folder.resolve("values.yaml")).call();

        Golden.check(folder.resolve("out.yaml"), rendered);
    }

    /** Hooks are no part of what the library renders, so here the templates of {@code helm test} are none. */
    @ParameterizedTest
    @ValueSource(strings = {"test", "test-elsewhere"})
    void testRendersAsRecorded(String name, @TempDir Path copy) throws IOException {
        var folder = CASES.resolve(name);
        try (var files = Files.walk(Chart.FOLDER)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(Chart.FOLDER.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (var template : List.of("pod.yaml", "portmux.yaml")) {
            var file = copy.resolve("templates/tests").resolve(template);
            Files.writeString(file, Files.readString(file).replace("helm.sh/hook: test", "was: a hook"));
        }

        var rendered = Pattern.compile("(?m)^(?=---\n)")
                .splitAsStream(Chart.template(copy)
                        .withValuesFile(folder.resolve("values.yaml"))
                        .call())
                .filter(document -> document.contains("/templates/tests/"))
                .collect(Collectors.joining());

        Golden.check(folder.resolve("out.yaml"), rendered);
    }
}
