package dev.portmux.cli.file;

import dev.portmux.cli.output.BadInputException;
import dev.portmux.crds.PortMux;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.Problem;
import dev.portmux.planning.Resolution;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A PortMux in a file. */
public final class PortMuxFile {
    private final YamlDocument document;
    private final String namespace;
    private final List<Service> services;
    private final List<Problem> problems;

    private PortMuxFile(YamlDocument document, String namespace, List<Service> services, List<Problem> problems) {
        this.document = document;
        this.namespace = namespace;
        this.services = services;
        this.problems = problems;
    }

    /** Reads every PortMux of a file; those without a namespace are in {@code default}. */
    public static List<PortMuxFile> readAll(Path file) {
        return readAll(file, "default");
    }

    /**
     * Reads every PortMux of a file, and the Services beside them.
     *
     * @param namespace of those that name none
     * @throws BadInputException if it cannot be read, is no YAML or holds no PortMux
     */
    public static List<PortMuxFile> readAll(Path file, String namespace) {
        var documents = YamlDocument.read(file);
        var services = documents.stream()
                .filter(document -> document.isKind("Service"))
                .map(document -> in(namespace, document, Service.class))
                .toList();
        var schema = Schema.ofPortMux();
        var found = documents.stream()
                .filter(document -> document.isKind("PortMux"))
                .map(document -> new PortMuxFile(document, namespace, services, schema.validate(document.json())))
                .toList();
        if (found.isEmpty()) {
            throw new BadInputException(file + ": no PortMux in it (expected: kind: PortMux)");
        }
        return found;
    }

    /**
     * Reads a file that holds one PortMux which its schema allows.
     *
     * @throws BadInputException if it is not such a file, with the line
     */
    public static PortMuxFile readOne(Path file) {
        var found = readAll(file);
        if (found.size() > 1) {
            throw new BadInputException(file + ": " + found.size() + " PortMuxes in it (expected: one)");
        }
        var one = found.getFirst();
        one.problems.stream().findFirst().ifPresent(problem -> {
            throw new BadInputException(one.place(problem.field()) + ": " + problem);
        });
        return one;
    }

    /** The file, as the user named it. */
    public Path path() {
        return document.file();
    }

    /** What the schema says against it. */
    public List<Problem> problems() {
        return problems;
    }

    /** The resource; only to be asked for when there are no {@link #problems()}. */
    public PortMux resource() {
        return in(namespace, document, PortMux.class);
    }

    private static <T extends HasMetadata> T in(String namespace, YamlDocument document, Class<T> type) {
        var resource = Serialization.unmarshal(document.json().toString(), type);
        var metadata = Optional.ofNullable(resource.getMetadata()).orElseGet(ObjectMeta::new);
        resource.setMetadata(metadata);
        if (metadata.getNamespace() == null) {
            metadata.setNamespace(namespace);
        }
        return resource;
    }

    /**
     * Its routing table, for questions about bytes, where backends do not matter.
     *
     * @throws BadInputException if there is none, with the place of the first problem
     */
    public RoutingTable table() {
        return table(Planner.plan(resource(), (_, _) -> new Resolution.Resolved(List.of())));
    }

    /**
     * The routing table of a plan that was made of this file.
     *
     * @throws BadInputException if there is none, with the place of the first problem
     */
    public RoutingTable table(Plan plan) {
        return plan.table().orElseThrow(() -> {
            var problem = plan.refusals().getFirst();
            return new BadInputException(place(problem.field()) + ": " + problem);
        });
    }

    /** The Services in the same file. */
    public List<Service> services() {
        return services;
    }

    /** {@code NAMESPACE/NAME}, as far as they are there. */
    public String name() {
        var metadata = document.json().path("metadata");
        return metadata.path("namespace").asText(namespace) + "/"
                + metadata.path("name").asText("(no name)");
    }

    /** The place of a field, as {@code edge.yaml:14}. */
    public String place(String field) {
        return document.place(field);
    }
}
