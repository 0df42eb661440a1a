package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "replicas,            2,        '',                   'replicas'",
        "image.tga,           1.2.3,    /image,               'tga'",
        "image.registry,      example.com,  /image,               'registry'",
        "registry,            https://example.com, /registry,     'https'",
        "registry,            'localhost:5000//', /registry,      'localhost'",
        "fullnameOverride,    Abc_d,        /fullnameOverride,    'Abc_d'",
        "nameOverride,        1x,           /nameOverride,        '1x'",
        "image.digest,        abc,      /image/digest,        'abc'",
        "replicaCount,        -1,       /replicaCount,        minimum",
        "leaderElection,      maybe,    /leaderElection,      boolean",
        "sidecarImage.pullPolicy, Always, /sidecarImage,      'pullPolicy'",
        "crds.keeep,          true,     /crds,                'keeep'",
        "watchNamespaces[0],  Blue,     /watchNamespaces/0,   'Blue'",
        "tolerations[0].efect, NoExecute, /tolerations/0,     'efect'",
        "affinity.podAffinty.x, y,      /affinity,            'podAffinty'",
        "networkPolicy.egres, true,     /networkPolicy,       'egres'",
        "metrics.podMonitor.interval, 15 s, /metrics/podMonitor/interval, '15 s'",
    })
    void typosAreRefusedByName(String key, String value, String where, String what) {
        var command = Chart.template().set(key, value);

        assertThatThrownBy(command::call)
                .hasMessageContaining("at '" + where + "'")
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5000/", "localhost:5000"})
    void aSlashAfterTheRegistryIsOne(String registry) {
        assertThat(Chart.template().set("registry", registry).call())
                .contains("image: \"localhost:5000/portmux-operator:", "value: \"localhost:5000/portmux-sidecar:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "docker.io", "localhost:5000", "[::1]:5000", "registry.example.com/net/edge", "10.0.0.1:80/x"
            })
    void aRegistryIsAHostWithOrWithoutAFolder(String registry) {
        assertThat(Chart.template().set("registry", registry).call()).contains("portmux-operator:");
    }

    @Test
    void twoOperatorsNeedAnElection() {
        var command = Chart.template().set("replicaCount", 2).set("leaderElection", false);

        assertThatThrownBy(command::call).hasMessageContaining("replicaCount: 2 (expected: 1 without leaderElection");
    }

    /** The README's section on clusters applies it with the images that were built. */
    @Test
    void theDemoRunsThisVersion() throws IOException {
        var images = Chart.objects(Files.readString(Path.of("../examples/demo.yaml"))).stream()
                .flatMap(object -> object.findValuesAsText("image").stream());

        assertThat(images)
                .containsOnly("portmux.local/portmux-operator:"
                        + chart().path("version").textValue());
    }

    @Test
    void versionIsTheProjects() throws IOException {
        var chart = chart();
        var project = Pattern.compile("<artifactId>portmux</artifactId>\\s*<version>(.*)</version>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(chart.path("version").textValue()).isEqualTo(project);
        assertThat(chart.path("appVersion").textValue()).isEqualTo(project);
    }

    @Test
    void lintIsSilent() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    private static JsonNode chart() throws IOException {
        return Chart.YAML.readTree(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
    }
}
