package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Urgent bytes (RFC 6093) stand where they were sent, and hide nothing that comes after them. */
@Timeout(60)
class UrgentDataTest {
    private static final int BURSTS = 100;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyByteArrives(boolean nativeSockets) throws Exception {
        LinkedBlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
        try (TestServer counting = new TestServer(client -> {
                    client.setOOBInline(true);
                    client.getInputStream().readNBytes(SSH.length());
                    counts.add(client.getInputStream().readAllBytes().length);
                });
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(counting.backend()))
                        .nativeSockets(nativeSockets)
                        .build())) {
            for (int i = 0; i < BURSTS; i++) {
                try (Socket client = new Socket(
                        sidecar.listening().getAddress(), sidecar.listening().getPort())) {
                    client.getOutputStream()
                            .write((SSH + "before").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    client.sendUrgentData('!');
                    client.getOutputStream().write("after".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    client.sendUrgentData('!');
                    client.getOutputStream().write("end".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    client.shutdownOutput();
                    assertThat(counts.poll(10, TimeUnit.SECONDS))
                            .as("burst %s", i)
                            .isEqualTo(16);
                }
            }
        }
    }
}
