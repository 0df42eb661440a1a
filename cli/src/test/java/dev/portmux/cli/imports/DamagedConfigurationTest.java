package dev.portmux.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.imports.haproxy.HaproxyImport;
import dev.portmux.cli.imports.nginx.NginxImport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that a person has broken off, or left lines and words out of, are read as far as they go. */
class DamagedConfigurationTest {
    private static final Path INPUTS = Path.of("src/test/resources/imports");

    @ParameterizedTest
    @MethodSource("dev.portmux.cli.imports.ImportCommandTest#configurations")
    void readsWhatIsLeft(String name) throws IOException {
        String whole = Files.readString(INPUTS.resolve(name));
        for (String damaged : damaged(whole)) {
            ImportedConfiguration imported =
                    name.endsWith(".cfg") ? HaproxyImport.read(damaged.lines().toList()) : NginxImport.read(damaged);

            assertThat(imported.report().notes())
                    .allSatisfy(note -> assertThat(note.line()).isPositive());
        }
    }

    private static List<String> damaged(String whole) {
        List<String> damaged = new ArrayList<>();
        for (int end = 0; end < whole.length(); end += 3) {
            damaged.add(whole.substring(0, end));
        }
        List<String> words = List.of(whole.split("(?<=\\s)", -1));
        for (int i = 0; i < words.size(); i++) {
            List<String> fewer = new ArrayList<>(words);
            fewer.remove(i);
            damaged.add(String.join("", fewer));
        }
        return damaged;
    }
}
