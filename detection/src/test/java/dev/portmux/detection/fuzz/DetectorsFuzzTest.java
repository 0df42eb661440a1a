package dev.portmux.detection.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;

/** Every detector on any bytes: no exception, and a verdict that does not change when bytes are added. */
class DetectorsFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void detectors(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        for (Protocol protocol : Catalogue.all()) {
            if (protocol instanceof Protocol.ClientFirst speaking) {
                Verdict half = Catalogue.look(speaking, all.slice(0, bytes.length / 2));
                Verdict whole = Catalogue.look(speaking, all);

                assertThat(half == Verdict.MORE || half == whole)
                        .as(protocol.name())
                        .isTrue();
            }
        }
    }
}
