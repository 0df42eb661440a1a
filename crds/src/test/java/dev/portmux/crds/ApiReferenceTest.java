package dev.portmux.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code mvn -pl crds -Dtest=ApiReferenceTest -Dportmux.update test} writes the file again. */
class ApiReferenceTest {
    private static final Path FILE = Path.of("../docs/reference/portmux.md");

    @Test
    void theReferenceIsCurrent() throws IOException {
        String markdown = ApiReference.markdown();
        if (System.getProperty("portmux.update") != null) {
            Files.writeString(FILE, markdown);
        }

        assertThat(FILE).as("written by this test with -Dportmux.update").hasContent(markdown);
    }
}
