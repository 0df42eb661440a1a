package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the repository that are made from others: {@code mvn -pl helm test -Dgolden=write} writes them anew. */
final class Golden {
    private Golden() {}

    static void check(Path file, String expected) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("mvn -pl helm test -Dgolden=write, then read the difference")
                .content()
                .isEqualTo(expected);
    }
}
