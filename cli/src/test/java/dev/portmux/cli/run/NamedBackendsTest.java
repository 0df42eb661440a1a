package dev.portmux.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.Resolution;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedBackendsTest {
    private static final BackendRef WEB = BackendRef.service(null, "web", new IntOrString(80));

    @Test
    void anAddressInBracketsIsTaken() {
        assertThat(new NamedBackends(Map.of("web", "[::1]:8080")).resolve("default", WEB))
                .isInstanceOf(Resolution.Resolved.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[fe80::1%1]:8080", "fe80::1%1:8080"})
    void anAddressWithAZoneIsRefusedInOneSentence(String address) {
        assertThat(new NamedBackends(Map.of("web", address)).resolve("default", WEB))
                .isEqualTo(new Resolution.Unresolved(
                        "BackendNotFound",
                        "\"fe80::1%1\" is an address with a zone (expected: one without %);"
                                + " say where it is: --backend web=HOST:PORT"));
    }
}
