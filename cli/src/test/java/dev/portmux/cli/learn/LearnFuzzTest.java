package dev.portmux.cli.learn;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.cli.capture.CaptureFile;
import dev.portmux.cli.capture.ConnectionTracker;
import dev.portmux.cli.output.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Any bytes are a capture, of whose servers something can be said, or are refused in one sentence. */
class LearnFuzzTest {
    private static final List<KnownMatch> CATALOGUE = KnownMatch.catalogue();

    @FuzzTest(maxDuration = "20s")
    void learn(byte[] bytes) throws IOException {
        var connections = new ConnectionTracker();
        try {
            CaptureFile.read(Path.of("fuzzed.pcap"), new ByteArrayInputStream(bytes), connections::add);
        } catch (CommandException refused) {
            if (!String.valueOf(refused.getMessage()).startsWith("fuzzed.pcap: ")) {
                throw new AssertionError("no file is named", refused);
            }
        }
        connections.servers().stream().limit(3).forEach(server -> {
            var text = new RouteProposal(server, "fuzzed", CATALOGUE, List.of(), Optional.empty()).text();
            if (!text.endsWith("\n")) {
                throw new AssertionError(text);
            }
        });
    }
}
