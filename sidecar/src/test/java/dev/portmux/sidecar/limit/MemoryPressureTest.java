package dev.portmux.sidecar.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryPressureTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1000,850,0,false",
        "1000,851,0,true",
        "1000,950,100,false", // pages of files are given back
        "max,999999999999,0,false"
    })
    void aboveEightyFiveOfAHundredItIsHigh(String limit, String current, String files, boolean high)
            throws IOException {
        Files.writeString(folder.resolve("memory.max"), limit + "\n");
        Files.writeString(folder.resolve("memory.current"), current + "\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 5\nfile " + files + "\nsock 7\n");

        assertThat(new MemoryPressure(folder).isHigh()).isEqualTo(high);
    }

    @Test
    void withoutAControlGroupThereIsNone() {
        assertThat(new MemoryPressure(folder).isHigh()).isFalse();
        assertThat(MemoryPressure.NONE.isHigh()).isFalse();
    }
}
