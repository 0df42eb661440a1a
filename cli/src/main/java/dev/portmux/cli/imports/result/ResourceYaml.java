package dev.portmux.cli.imports.result;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.crds.DetectionSpec;
import dev.portmux.crds.RouteSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Resources as YAML documents. */
public final class ResourceYaml {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResourceYaml() {}

    public static String of(List<ImportedResource> resources) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        Yaml yaml = new Yaml(new Style(options), options);
        return resources.stream().map(ResourceYaml::document).map(yaml::dump).collect(Collectors.joining("---\n"));
    }

    /** Writes a route in three lines: name, match and backendRef. */
    private static final class Style extends Representer {
        Style(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representMapping(Tag tag, Map<?, ?> mapping, DumperOptions.FlowStyle style) {
            boolean outer =
                    mapping.containsKey("spec") || mapping.containsKey("routes") || mapping.containsKey("match");
            return super.representMapping(
                    tag, mapping, outer ? DumperOptions.FlowStyle.BLOCK : DumperOptions.FlowStyle.FLOW);
        }

        /** Quotes hex strings that other YAML readers take for numbers: Go's, which Kubernetes uses, reads 53e4 as one. */
        @Override
        protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
            boolean number = tag.equals(Tag.STR) && value.matches("[0-9][0-9a-fA-F]*");
            return super.representScalar(tag, value, number ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : style);
        }
    }

    private static Map<String, Object> document(ImportedResource resource) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("port", resource.spec().port());
        DetectionSpec detection = resource.spec().detection();
        Map<String, Object> times = new LinkedHashMap<>();
        if (detection.silence() != null) {
            times.put("silence", detection.silence());
        }
        if (detection.timeout() != null) {
            times.put("timeout", detection.timeout());
        }
        if (!times.isEmpty()) {
            spec.put("detection", times);
        }
        spec.put(
                "routes",
                resource.spec().routes().stream().map(ResourceYaml::route).toList());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "portmux.dev/v1alpha1");
        document.put("kind", "PortMux");
        document.put("metadata", Map.of("name", resource.name()));
        document.put("spec", spec);
        return document;
    }

    private static Map<String, Object> route(RouteSpec route) {
        return MAPPER.convertValue(route, new TypeReference<LinkedHashMap<String, Object>>() {});
    }
}
