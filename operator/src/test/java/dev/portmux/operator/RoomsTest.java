package dev.portmux.operator;

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

/** The packages of this module and the arrows between them. All arrows point down the list. */
@AnalyzeClasses(packages = "dev.portmux.operator", importOptions = DoNotIncludeTests.class)
class RoomsTest {
    private static final String MODULE = "dev.portmux.operator";

    /** Each room, and the rooms that it may use. The module's own package is the top and may use all but helmtest. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "reconcile", List.of("status", "watch", "render"),
            "admin", List.of("status"),
            "status", List.of("watch", "render"),
            "watch", List.of("render"),
            "render", List.of(),
            "election", List.of(),
            "helmtest", List.of());

    @ArchTest
    static final ArchRule arrowsPointDown = arrows();

    private static ArchRule arrows() {
        var layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("top")
                .definedBy(MODULE);
        for (String room : ROOMS.keySet()) {
            layers = layers.layer(room).definedBy(MODULE + "." + room + "..");
        }
        layers = layers.whereLayer("top")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("helmtest")
                .mayNotBeAccessedByAnyLayer();
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
                .allMatch(name -> name.equals(MODULE) || ROOMS.containsKey(name.substring(MODULE.length() + 1)));
    }
}
