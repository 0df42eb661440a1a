package dev.portmux.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isValid(Path example) throws IOException {
        JsonNode resource = Serialization.unmarshal(Files.readString(example), JsonNode.class);

        assertThat(Definition.load().judge(resource)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void survivesBeingReadAndWritten(Path example) throws IOException {
        PortMux read = Serialization.unmarshal(Files.readString(example), PortMux.class);

        String written = Serialization.asYaml(read);

        assertThat(Definition.load().judge(Serialization.unmarshal(written, JsonNode.class)))
                .isEmpty();
        assertThat(Serialization.unmarshal(written, PortMux.class).getSpec()).isEqualTo(read.getSpec());
        assertThat(Serialization.unmarshal(written, JsonNode.class).at("/spec/routes"))
                .isEqualTo(Serialization.unmarshal(Files.readString(example), JsonNode.class)
                        .at("/spec/routes"));
    }
}
