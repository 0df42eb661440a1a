package dev.portmux.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What may use what: modules, and the rooms of this one. Here, because only this module sees all others. */
@AnalyzeClasses(packages = "dev.portmux", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** Modules from the bottom up, each with the modules that it may use. */
    private static final List<Arrows> MODULES = List.of(
            Arrows.of("routes"),
            Arrows.of("detection", "routes"),
            Arrows.of("crds"),
            Arrows.of("planning", "routes", "detection", "crds"),
            Arrows.of("apiserver"),
            Arrows.of("sidecar", "routes", "detection"),
            Arrows.of("operator", "routes", "detection", "crds", "planning"),
            Arrows.of("cli", "routes", "detection", "crds", "planning", "apiserver", "sidecar", "operator"));

    /** Rooms of the command line from the bottom up, each with the rooms that it may use. */
    private static final List<Arrows> ROOMS = List.of(
            Arrows.of("output"),
            Arrows.of("file", "output"),
            Arrows.of("capture", "output"),
            Arrows.of("check", "output", "file"),
            Arrows.of("explain", "output", "file", "capture"),
            Arrows.of("run", "output", "file"),
            Arrows.of("tap", "output"),
            Arrows.of("learn", "output", "file", "capture"),
            Arrows.of("imports.source"),
            Arrows.of("imports.haproxy", "imports.source"),
            Arrows.of("imports.nginx", "imports.source"),
            Arrows.of("imports.result", "imports.source"),
            Arrows.of(
                    "imports",
                    "output",
                    "file",
                    "imports.source",
                    "imports.haproxy",
                    "imports.nginx",
                    "imports.result"),
            Arrows.of("kubectl.cluster", "output"),
            Arrows.of("kubectl.status", "output", "check", "kubectl.cluster"),
            Arrows.of("kubectl", "output", "file", "check", "explain", "tap", "kubectl.cluster", "kubectl.status"),
            Arrows.of("tryout.server"),
            Arrows.of("tryout", "output", "file", "tryout.server"));

    /** Which rooms may use the modules that a reader of files does without. */
    private static final List<Arrows> RUNTIMES = List.of(
            Arrows.of("operator", "kubectl.cluster", "tryout"),
            Arrows.of("sidecar", "run", "tryout"),
            Arrows.of("apiserver", "tryout", "tryout.server"));

    private record Arrows(String from, List<String> to) {
        static Arrows of(String from, String... to) {
            return new Arrows(from, List.of(to));
        }
    }

    @ArchTest
    static void modulesUseOnlyWhatTheyMay(JavaClasses all) {
        for (var module : MODULES) {
            classes()
                    .that()
                    .resideInAPackage("dev.portmux." + module.from + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAPackage("dev.portmux." + module.from + "..")
                            .or(resideInAnyPackage(packages("dev.portmux.", module.to, "..")))
                            .or(not(resideInAPackage("dev.portmux.."))))
                    .check(all);
        }
    }

    @ArchTest
    static void roomsUseOnlyWhatTheyMay(JavaClasses all) {
        for (var room : ROOMS) {
            classes()
                    .that()
                    .resideInAPackage("dev.portmux.cli." + room.from)
                    .should()
                    .onlyDependOnClassesThat(resideInAPackage("dev.portmux.cli." + room.from)
                            .or(resideInAnyPackage(packages("dev.portmux.cli.", room.to, "")))
                            .or(not(resideInAPackage("dev.portmux.cli.."))))
                    .check(all);
        }
    }

    @ArchTest
    static void onlySomeRoomsUseARuntime(JavaClasses all) {
        for (var runtime : RUNTIMES) {
            classes()
                    .that()
                    .resideInAPackage("dev.portmux.cli..")
                    .and(not(resideInAnyPackage(packages("dev.portmux.cli.", runtime.to, ""))))
                    .should()
                    .onlyDependOnClassesThat(not(resideInAPackage("dev.portmux." + runtime.from + "..")))
                    .check(all);
        }
    }

    @ArchTest
    static void theListsAreComplete(JavaClasses all) {
        assertThat(names(all, "dev.portmux.", 1)).isEqualTo(froms(MODULES));
        assertThat(names(all, "dev.portmux.cli.", 2)).isEqualTo(froms(ROOMS));
    }

    private static Set<String> names(JavaClasses all, String prefix, int parts) {
        var names = new TreeSet<String>();
        all.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(prefix))
                .map(name -> Arrays.stream(name.substring(prefix.length()).split("\\."))
                        .limit(parts)
                        .toList())
                .forEach(name -> names.add(String.join(".", name)));
        return names;
    }

    private static Set<String> froms(List<Arrows> arrows) {
        return new TreeSet<>(arrows.stream().map(Arrows::from).toList());
    }

    private static String[] packages(String prefix, List<String> names, String suffix) {
        return names.stream().map(name -> prefix + name + suffix).toArray(String[]::new);
    }

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
            .resideInAnyPackage("dev.portmux..", "java..", "org.jspecify..", "com.google.auto.service..");

    @ArchTest
    static final ArchRule crdsKnowTheKubernetesModelOnly = classes()
            .that()
            .resideInAPackage("dev.portmux.crds..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portmux..",
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
            .resideInAnyPackage("dev.portmux..", "java..", "org.jspecify..", "io.fabric8.kubernetes.api.model..");

    @ArchTest
    static final ArchRule sidecarKnowsNoKubernetesClient = classes()
            .that()
            .resideInAPackage("dev.portmux.sidecar..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portmux..",
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "com.fasterxml.jackson.core..",
                    "io.netty..",
                    "io.prometheus..");

    @ArchTest
    static final ArchRule operatorKnowsNoDataPlane = classes()
            .that()
            .resideInAPackage("dev.portmux.operator..")
            .should()
            .onlyDependOnClassesThat(not(resideInAnyPackage("io.netty..")));

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.portmux.(**)").should().beFreeOfCycles();
}
