package dev.portmux.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is a file with PortMuxes, whose problems have a place, or is refused in one sentence. */
class PortMuxFileFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void parse(byte[] bytes) {
        for (var file : FuzzedFile.read(new String(bytes, StandardCharsets.UTF_8))) {
            assertThat(file.problems())
                    .allSatisfy(
                            problem -> assertThat(file.place(problem.field())).matches("fuzzed\\.yaml:\\d+"));
            assertThat(file.name()).contains("/");
        }
    }
}
