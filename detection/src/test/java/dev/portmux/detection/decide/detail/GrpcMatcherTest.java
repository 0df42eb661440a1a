package dev.portmux.detection.decide.detail;

import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.Sample;
import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrpcMatcherTest {
    private static final Decider DECIDER =
            Decider.of(table(route("grpc", new Match.Grpc()), route("web", new Match.Protocol("http2"))));

    static List<Sample> samples() {
        return Sample.spoken().stream()
                .filter(sample ->
                        sample.protocol().equals("grpc") || sample.protocol().equals("http2"))
                .toList();
    }

    /** Clients that hold their first request back are told by that. */
    @ParameterizedTest
    @MethodSource("samples")
    void realClientsAreToldApart(Sample sample) {
        Detection detection = DECIDER.start(new byte[] {10, 0, 0, 1});
        ByteBuffer all = ByteBuffer.wrap(sample.bytes());
        for (int length = 1; length < all.limit(); length++) {
            detection.look(all.slice(0, length));
        }
        Decision decision = detection.look(all);
        if (decision instanceof Decision.Wait wait) {
            assertThat(wait.held()).isTrue();
            decision = detection.holdExpired();
        }

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Chosen.class,
                        chosen -> assertThat(chosen.route().name())
                                .isEqualTo(sample.protocol().equals("grpc") ? "grpc" : "web"));
    }
}
