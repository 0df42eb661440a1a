package dev.portmux.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code mvn -pl detection -Dtest=ReferenceTest -Dportmux.update test} writes the file again. */
class ReferenceTest {
    private static final Path FILE = Path.of("../docs/reference/protocols.md");

    @Test
    void theReferenceIsCurrent() throws IOException {
        String markdown = Reference.markdown();
        if (System.getProperty("portmux.update") != null) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, markdown);
        }

        assertThat(FILE).as("written by this test with -Dportmux.update").hasContent(markdown);
    }
}
