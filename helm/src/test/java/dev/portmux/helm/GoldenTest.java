package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, whole. {@code mvn -pl helm test -Dgolden=write} writes the files anew, to be read in the diff. */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"default", "everything"})
    void rendersAsRecorded(String name) throws IOException {
        var golden = CASES.resolve(name).resolve("out.yaml");
        var rendered = Chart.template()
                .withValuesFile(CASES.resolve(name).resolve("values.yaml"))
                .call();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }
}
