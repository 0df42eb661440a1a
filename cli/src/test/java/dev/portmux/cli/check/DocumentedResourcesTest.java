package dev.portmux.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resources that the pages show can be pasted. */
class DocumentedResourcesTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("ofLoadBalancers")
    void nothingIsSaidAgainstThem(String yaml) throws IOException {
        var file = Files.writeString(directory.resolve("edge.yaml"), yaml);

        var check = Command.run("check", "-f", file.toString());

        assertThat(check.out()).endsWith("0 errors, 0 warnings\n");
        assertThat(check.exitCode()).isZero();
    }

    static List<String> ofLoadBalancers() throws IOException {
        return YAML.matcher(Files.readString(Path.of("../docs/load-balancers.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
