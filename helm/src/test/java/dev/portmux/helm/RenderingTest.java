package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Argo CD and Flux render again and again, without a cluster: the same values must give the same objects. */
class RenderingTest {
    private static final Pattern UNSTABLE = Pattern.compile(
            "\\b(lookup|now|date|ago|rand\\w+|uuidv4|shuffle|gen\\w+|bcrypt|htpasswd|getHostByName)\\b");

    @Test
    void sameValuesRenderTheSame() {
        assertThat(Chart.template().call()).isEqualTo(Chart.template().call());
    }

    @Test
    void noTemplateAsksTheClusterTheClockOrChance() throws IOException {
        var action = Pattern.compile("\\{\\{-? *(?!/\\*)(.*?)-?}}", Pattern.DOTALL);
        for (var template : templates()) {
            assertThat(action.matcher(Files.readString(template)).results())
                    .as("%s", template)
                    .noneMatch(found -> UNSTABLE.matcher(found.group(1)).find());
        }
    }

    @Test
    void onlyTheTestIsAHook() throws IOException {
        for (var template : templates()) {
            var ofTest = template.toString().contains("/tests/");
            assertThat(Files.readString(template).contains("helm.sh/hook: test"))
                    .as("%s", template)
                    .isEqualTo(ofTest);
            assertThat(Files.readString(template)).doesNotContainPattern("helm.sh/hook: (?!test\n)");
        }
    }

    private static List<Path> templates() throws IOException {
        try (var files = Files.walk(Chart.FOLDER.resolve("templates"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
