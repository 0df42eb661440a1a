package dev.portmux.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMux;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a PortMux is turned into, as YAML: {@code in.yaml} and {@code out.yaml} of each folder below {@code golden}. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "placed"})
    void isRendered(String name) throws IOException {
        PortMux resource =
                Serialization.unmarshal(Files.readString(GOLDEN.resolve(name).resolve("in.yaml")), PortMux.class);

        String rendered = render(resource);

        Path actual = Files.createDirectories(Path.of("target/golden")).resolve(name + ".yaml");
        Files.writeString(actual, rendered);
        assertThat(rendered)
                .as(
                        "if the change is wanted: cp operator/%s operator/%s",
                        actual, GOLDEN.resolve(name).resolve("out.yaml"))
                .isEqualTo(Files.readString(GOLDEN.resolve(name).resolve("out.yaml")));
    }

    private static String render(PortMux resource) {
        Plan plan = Planner.plan(resource, (_, _) -> new Resolved(List.of(new Backend("10.96.0.1", 80))));
        Stream<HasMetadata> budget = SidecarDisruptionBudget.wanted(resource, Optional.empty())
                ? Stream.of(SidecarDisruptionBudget.render(resource))
                : Stream.empty();
        Stream<HasMetadata> owned = Stream.of(
                RoutesConfigMap.render(resource, plan.table().orElseThrow()),
                SidecarServiceAccount.render(resource),
                SidecarRole.render(resource),
                SidecarRoleBinding.render(resource),
                SidecarDeployment.render(resource, SidecarImage.of("example/sidecar:1")),
                SidecarService.render(resource));
        return Stream.concat(owned, budget).map(Serialization::asYaml).collect(Collectors.joining());
    }
}
