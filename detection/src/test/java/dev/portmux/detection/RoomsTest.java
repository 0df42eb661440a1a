package dev.portmux.detection;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of this module: each uses only what stands before it, and protocols are found as services, by nobody's name. */
@AnalyzeClasses(packages = "dev.portmux.detection", importOptions = DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule arrowsGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("automaton")
            .definedBy("dev.portmux.detection.automaton")
            .layer("regex")
            .definedBy("dev.portmux.detection.automaton.regex")
            .layer("catalogue")
            .definedBy("dev.portmux.detection.catalogue")
            .layer("protocol")
            .definedBy("dev.portmux.detection.protocol")
            .layer("parse")
            .definedBy("dev.portmux.detection.parse")
            .layer("decide")
            .definedBy("dev.portmux.detection.decide")
            .layer("detail")
            .definedBy("dev.portmux.detection.decide.detail")
            .layer("explain")
            .definedBy("dev.portmux.detection.explain")
            .layer("overlap")
            .definedBy("dev.portmux.detection.overlap")
            .whereLayer("automaton")
            .mayNotAccessAnyLayer()
            .whereLayer("regex")
            .mayOnlyBeAccessedByLayers("decide", "overlap")
            .whereLayer("catalogue")
            .mayOnlyBeAccessedByLayers("protocol", "parse", "detail", "decide", "explain", "overlap")
            .whereLayer("protocol")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("parse")
            .mayOnlyBeAccessedByLayers("detail")
            .whereLayer("detail")
            .mayOnlyBeAccessedByLayers("decide", "explain", "overlap")
            .whereLayer("decide")
            .mayOnlyBeAccessedByLayers("explain", "overlap")
            .whereLayer("explain")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("overlap")
            .mayNotBeAccessedByAnyLayer();
}
