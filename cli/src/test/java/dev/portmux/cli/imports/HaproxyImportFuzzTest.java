package dev.portmux.cli.imports;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.cli.imports.haproxy.HaproxyImport;
import java.nio.charset.StandardCharsets;

/** Any text is an HAProxy configuration with its notes. */
class HaproxyImportFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void haproxy(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);

        ImportFuzz.translate(() -> HaproxyImport.read(text.lines().toList()));
    }
}
