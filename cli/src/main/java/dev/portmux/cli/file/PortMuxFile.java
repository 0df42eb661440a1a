package dev.portmux.cli.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Json;
import dev.portmux.crds.PortMux;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.Problem;
import dev.portmux.planning.reference.Resolution;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A PortMux in a file. */
public final class PortMuxFile {
    private static final String DEFAULT_NAMESPACE = "default";

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
        return readAll(file, DEFAULT_NAMESPACE);
    }

    /**
     * Reads every PortMux of a file, and the Services beside them.
     *
     * @param namespace of those that name none
     * @throws CommandException if the file cannot be read, is no YAML, holds no PortMux or a Service that cannot be one
     */
    public static List<PortMuxFile> readAll(Path file, String namespace) {
        return of(file, YamlDocument.read(file), namespace);
    }

    /**
     * Reads every PortMux of a text.
     *
     * @param file that it is from, for messages
     * @throws CommandException as {@link #readAll(Path)} does
     */
    static List<PortMuxFile> parse(Path file, String text) {
        return of(file, YamlDocument.parse(file, text), DEFAULT_NAMESPACE);
    }

    private static List<PortMuxFile> of(Path file, List<YamlDocument> documents, String namespace) {
        var resources = documents.stream()
                .filter(document -> document.isKind("PortMux"))
                .toList();
        if (resources.isEmpty()) {
            throw new CommandException(file + ": no PortMux in it (expected: kind: PortMux)");
        }
        var services = documents.stream()
                .filter(document -> document.isKind("Service"))
                .map(document -> service(namespace, document))
                .toList();
        var schema = PortMuxSchema.ofPortMux();
        return resources.stream()
                .map(document -> new PortMuxFile(document, namespace, services, schema.validate(document.json())))
                .toList();
    }

    /** A Service that the API server would refuse has no ports to resolve a reference by. */
    private static Service service(String namespace, YamlDocument document) {
        var spec = document.json().path("spec");
        if (!spec.isObject()) {
            throw new CommandException(
                    document.place("spec") + ": Service: spec: " + given(spec) + " (expected: object)");
        }
        for (var port : spec.path("ports")) {
            if (!port.isObject()) {
                throw new CommandException(
                        document.place("spec.ports") + ": Service: spec.ports: " + port + " (expected: objects)");
            }
        }
        return resource(namespace, document, Service.class);
    }

    private static String given(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }

    /**
     * Reads a file that holds one PortMux which its schema allows.
     *
     * @throws CommandException if it is not such a file, with the line
     */
    public static PortMuxFile readOne(Path file) {
        var found = readAll(file);
        if (found.size() > 1) {
            throw new CommandException(file + ": " + found.size() + " PortMuxes in it (expected: one)");
        }
        var one = found.getFirst();
        one.problems.stream().findFirst().ifPresent(problem -> {
            throw new CommandException(one.place(problem.field()) + ": " + problem);
        });
        return one;
    }

    /** The file as the user named it. */
    public Path path() {
        return document.file();
    }

    /** What its schema forbids; empty if nothing. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The resource. Only valid while there are no {@link #problems()}.
     *
     * @throws CommandException if its metadata is not that of a Kubernetes object, with the line
     */
    public PortMux resource() {
        return resource(namespace, document, PortMux.class);
    }

    private static <T extends HasMetadata> T resource(String namespace, YamlDocument document, Class<T> type) {
        T resource;
        try {
            resource = Json.MAPPER.treeToValue(document.json(), type);
        } catch (JsonMappingException e) {
            var field = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
            throw new CommandException(
                    document.place(field) + ": " + type.getSimpleName() + ": " + field + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    document.place("") + ": " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
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
     * @throws CommandException if there is none, with the place of the first problem
     */
    public RoutingTable table() {
        return table(Planner.plan(resource(), (_, _) -> new Resolution.Resolved(List.of())));
    }

    /**
     * The routing table of a plan that was made of this file.
     *
     * @throws CommandException if there is none, with the place of the first problem
     */
    public RoutingTable table(Plan plan) {
        return plan.table().orElseThrow(() -> {
            var problem = plan.refusals().getFirst();
            return new CommandException(place(problem.field()) + ": " + problem);
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
