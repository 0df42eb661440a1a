package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    private static final Map<String, String> POD = Map.of(
            "PORTMUX_LISTEN", "0.0.0.0:8000",
            "PORTMUX_ADMIN", "[::]:9090",
            "PORTMUX_ROUTES_FILE", "/etc/portmux/routes.json",
            "PORTMUX_ROUTES_CONFIGMAP", "shop/edge-routes",
            "PORTMUX_DRAIN", "7",
            "KUBERNETES_SERVICE_HOST", "fd00::1",
            "KUBERNETES_SERVICE_PORT", "6443");

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, new Capacity.Machine(48 << 20, file -> Optional.empty()));
    }

    private static SidecarConfig config(Map<String, String> variables) {
        return environment(variables).config(OutputStream.nullOutputStream()).build();
    }

    @Test
    void readsWhatThePodSays() {
        SidecarConfig config = config(POD);
        assertThat(config.listen().getPort()).isEqualTo(8000);
        assertThat(config.admin().getHostString()).isEqualTo("0:0:0:0:0:0:0:0");
        assertThat(config.sources().file()).contains(Path.of("/etc/portmux/routes.json"));
        assertThat(config.sources().configMap()).hasValueSatisfying(ref -> {
            assertThat(ref).hasToString("ConfigMap shop/edge-routes");
            assertThat(ref.api().server()).hasToString("https://[fd00::1]:6443");
        });
        assertThat(config.observers().accessLog()).isPresent();
        assertThat(environment(POD).drain()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aFileIsEnough() {
        SidecarConfig config = config(Map.of("PORTMUX_ROUTES_FILE", "routes.json", "PORTMUX_ACCESS_LOG", "off"));
        assertThat(config.sources().configMap()).isEmpty();
        assertThat(config.observers().accessLog()).isEmpty();
        assertThat(config.listen()).hasToString("/0.0.0.0:8000");
    }

    @ParameterizedTest
    @CsvSource({
        "PORTMUX_LISTEN,0.0.0.0",
        "PORTMUX_LISTEN,localhost:80",
        "PORTMUX_LISTEN,127.0.0.1:70000",
        "PORTMUX_ADMIN,:9090",
        "PORTMUX_ROUTES_CONFIGMAP,edge-routes",
        "PORTMUX_ROUTES_CONFIGMAP,shop/edge routes",
        "PORTMUX_ACCESS_LOG,maybe",
        "PORTMUX_MAX_CONNECTIONS,0",
        "PORTMUX_DRAIN,soon",
        "KUBERNETES_SERVICE_PORT,https",
    })
    void aWrongValueIsNamed(String name, String value) {
        Map<String, String> variables = new HashMap<>(POD);
        variables.put(name, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    config(variables);
                    environment(variables).drain();
                })
                .withMessageStartingWith(name + ": \"" + value + "\" (expected: ");
    }

    @Test
    void withoutATableItCannotStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of()))
                .withMessageStartingWith("PORTMUX_ROUTES_FILE: not set");
    }
}
