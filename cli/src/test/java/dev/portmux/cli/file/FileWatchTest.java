package dev.portmux.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    private Path directory;

    @Test
    void goesOnAfterAHandlerThatFails() throws Exception {
        var file = Files.writeString(directory.resolve("edge.yaml"), "one");
        var heard = new LinkedBlockingQueue<String>();
        try (var _ = FileWatch.start(file, () -> {
            heard.add("changed");
            throw new StackOverflowError();
        })) {
            for (var text : List.of("two", "three")) {
                Files.writeString(file, text);
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("changed");
            }
        }
    }

    @Test
    void hearsOfNewContentHoweverItIsWritten() throws Exception {
        var file = Files.writeString(directory.resolve("edge.yaml"), "one");
        var heard = new LinkedBlockingQueue<String>();
        try (var _ = FileWatch.start(file, () -> heard.add("changed"))) {
            Files.writeString(file, "two");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("changed");

            var next = Files.writeString(directory.resolve(".edge.yaml.swp"), "three");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("changed");
        }
        assertThat(heard).isEmpty();
    }
}
