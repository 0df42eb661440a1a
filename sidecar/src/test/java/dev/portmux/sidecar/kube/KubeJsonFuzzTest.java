package dev.portmux.sidecar.kube;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes are a list and the events of a watch, or are refused with an {@link IOException}. */
class KubeJsonFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void json(byte[] bytes) {
        try {
            KubeList list = new KubeJson(new ByteArrayInputStream(bytes), "routes.json").list("edge-routes");
            if (list.configMap().stream().anyMatch(found -> !found.name().equals("edge-routes"))) {
                throw new AssertionError("not the one asked for: " + list);
            }
        } catch (IOException refused) {
            // as it should be
        }
        try {
            KubeJson watch = new KubeJson(new ByteArrayInputStream(bytes), "routes.json");
            int events = 0;
            while (watch.nextEvent() != null) {
                if (++events > bytes.length) {
                    throw new AssertionError("more events than bytes");
                }
            }
        } catch (IOException refused) {
            // as it should be
        }
    }
}
