package dev.portmux.cli.imports;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.cli.imports.nginx.NginxImport;
import java.nio.charset.StandardCharsets;

/** Any text is an nginx configuration, with Lua in it, and its notes; or it is refused with its line. */
class NginxImportFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void nginx(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);

        ImportFuzz.translate(() -> NginxImport.read(text));
    }
}
