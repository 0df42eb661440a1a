package dev.portmux.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may use what. Here, because only this module sees all of them. */
@AnalyzeClasses(packages = "dev.portmux", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule routesAreJustData = classes()
            .that()
            .resideInAPackage("dev.portmux.routes..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.portmux.routes..", "java..", "com.fasterxml.jackson.core..", "org.jspecify..");

    @ArchTest
    static final ArchRule detectionIsPureJava = classes()
            .that()
            .resideInAPackage("dev.portmux.detection..")
            .should()
            .onlyDependOnClassesThat()
            // The last two are annotations, gone at run time.
            .resideInAnyPackage(
                    "dev.portmux.detection..",
                    "dev.portmux.routes..",
                    "java..",
                    "org.jspecify..",
                    "com.google.auto.service..");

    /** The rooms of detection: each uses only what stands before it. */
    @ArchTest
    static final ArchRule detectionsArrowsGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("automaton")
            .definedBy("dev.portmux.detection.automaton")
            .layer("catalogue")
            .definedBy("dev.portmux.detection.catalogue")
            .layer("protocol")
            .definedBy("dev.portmux.detection.protocol")
            .layer("parse")
            .definedBy("dev.portmux.detection.parse")
            .layer("decide")
            .definedBy("dev.portmux.detection.decide")
            .layer("explain")
            .definedBy("dev.portmux.detection.explain")
            .layer("overlap")
            .definedBy("dev.portmux.detection.overlap")
            .whereLayer("catalogue")
            .mayOnlyBeAccessedByLayers("protocol", "parse", "decide", "explain", "overlap")
            .whereLayer("protocol")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("parse")
            .mayOnlyBeAccessedByLayers("decide")
            .whereLayer("decide")
            .mayOnlyBeAccessedByLayers("explain", "overlap")
            .whereLayer("explain")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("overlap")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule crdsKnowTheKubernetesModelOnly = classes()
            .that()
            .resideInAPackage("dev.portmux.crds..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portmux.crds..",
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "io.fabric8.kubernetes.api.model..",
                    "io.fabric8.kubernetes.model..",
                    "io.fabric8.kubernetes.client");

    @ArchTest
    static final ArchRule planningNeedsNoCluster = classes()
            .that()
            .resideInAPackage("dev.portmux.planning..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portmux.planning..",
                    "dev.portmux.crds..",
                    "dev.portmux.detection..",
                    "dev.portmux.routes..",
                    "java..",
                    "org.jspecify..",
                    "io.fabric8.kubernetes.api.model..");

    @ArchTest
    static final ArchRule sidecarKnowsNoKubernetesClient = classes()
            .that()
            .resideInAPackage("dev.portmux.sidecar..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portmux.sidecar..",
                    "dev.portmux.detection..",
                    "dev.portmux.routes..",
                    "java..",
                    "javax.net.ssl..",
                    "com.sun.net.httpserver..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "com.fasterxml.jackson.core..",
                    "io.netty..",
                    "io.prometheus..");

    @ArchTest
    static final ArchRule operatorKnowsNoDataPlane = noClasses()
            .that()
            .resideInAPackage("dev.portmux.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.portmux.sidecar..", "io.netty..");

    @ArchTest
    static final ArchRule apiserverKnowsNothingOfPortMux = noClasses()
            .that()
            .resideInAPackage("dev.portmux.apiserver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portmux.routes..",
                    "dev.portmux.detection..",
                    "dev.portmux.crds..",
                    "dev.portmux.planning..",
                    "dev.portmux.sidecar..",
                    "dev.portmux.operator..");

    @ArchTest
    static final ArchRule nothingInAPodKnowsTheToolsAroundIt = noClasses()
            .that()
            .resideOutsideOfPackages("dev.portmux.cli..", "dev.portmux.apiserver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.portmux.cli..", "dev.portmux.apiserver..");

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.portmux.(**)").should().beFreeOfCycles();
}
