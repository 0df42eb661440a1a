package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "replicas,            2,        '',                   'replicas'",
        "image.tga,           1.2.3,    /image,               'tga'",
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

    @Test
    void twoOperatorsNeedAnElection() {
        var command = Chart.template().set("replicaCount", 2).set("leaderElection", false);

        assertThatThrownBy(command::call).hasMessageContaining("replicaCount: 2 (expected: 1 without leaderElection");
    }

    @Test
    void versionIsTheProjects() throws IOException {
        var chart = Chart.YAML.readTree(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
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
}
