package dev.portmux.sidecar;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;

/** The packages of this module and the arrows between them: no arrow runs back up, and nobody uses the top. */
@AnalyzeClasses(packages = "dev.portmux.sidecar", importOptions = DoNotIncludeTests.class)
class RoomsTest {
    private static final String MODULE = "dev.portmux.sidecar";

    /** Each room, and the rooms that it may use. The module's own package is the top and may use all. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("admin", List.of("observe", "pipeline", "table", "upstream", "net")),
            Map.entry("observe", List.of("pipeline", "table", "upstream", "proxy", "net")),
            Map.entry("stage", List.of("pipeline", "limit", "table", "upstream", "proxy", "net")),
            Map.entry("pipeline", List.of("limit", "relay", "upstream", "proxy", "net")),
            Map.entry("limit", List.of("net")),
            Map.entry("proxy", List.of("net")),
            Map.entry("table", List.of("upstream", "kube", "net")),
            Map.entry("relay", List.of("net")),
            Map.entry("upstream", List.of("net")),
            Map.entry("net.epoll", List.of("net")),
            Map.entry("net.nio", List.of("net")),
            Map.entry("net", List.of()));

    private static final String KUBE = "kube";

    @ArchTest
    static final ArchRule arrowsPointDown = arrows();

    private static ArchRule arrows() {
        var layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("top")
                .definedBy(MODULE)
                .layer(KUBE)
                .definedBy(MODULE + "." + KUBE);
        for (String room : ROOMS.keySet()) {
            layers = layers.layer(room).definedBy(MODULE + "." + room);
        }
        layers = layers.whereLayer("top")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer(KUBE)
                .mayNotAccessAnyLayer();
        for (var room : ROOMS.entrySet()) {
            var from = layers.whereLayer(room.getKey());
            layers = room.getValue().isEmpty()
                    ? from.mayNotAccessAnyLayer()
                    : from.mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
        }
        return layers;
    }

    /** A new room gets a line above. */
    @ArchTest
    static void everyRoomIsListed(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name -> name.equals(MODULE)
                        || name.equals(MODULE + "." + KUBE)
                        || ROOMS.containsKey(name.substring(MODULE.length() + 1)));
    }
}
