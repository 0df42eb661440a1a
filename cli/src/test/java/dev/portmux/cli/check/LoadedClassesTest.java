package dev.portmux.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedClassesTest {
    @TempDir
    private Path directory;

    @Test
    void checkingAFileLoadsNoOperator() throws IOException, InterruptedException {
        var classes = directory.resolve("classes");
        var process = JavaProcess.of(
                        List.of("-Xlog:class+load:file=" + classes, "-Xshare:auto"),
                        "check",
                        "-f",
                        "../examples/edge.yaml")
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(" dev.portmux.cli.check.CheckCommand "))
                .noneMatch(line -> line.contains(" dev.portmux.operator."))
                .noneMatch(line -> line.contains(" io.javaoperatorsdk."));
    }
}
