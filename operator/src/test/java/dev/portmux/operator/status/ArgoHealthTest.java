package dev.portmux.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The health check for Argo CD in a Lua interpreter, over the test data that Argo CD would run it on. */
class ArgoHealthTest {
    private static final Path FOLDER = Path.of("../examples/gitops/argocd/portmux.dev/PortMux");
    private static final YAMLMapper YAML = new YAMLMapper();

    static Stream<JsonNode> cases() throws IOException {
        return YAML.readTree(Files.readString(FOLDER.resolve("health_test.yaml")))
                .path("tests")
                .valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheTestDataExpect(JsonNode test) throws IOException {
        Path input = FOLDER.resolve(test.path("inputPath").asText());

        LuaValue health = health(YAML.readTree(Files.readString(input)));

        assertThat(health.get("status").tojstring())
                .isEqualTo(test.at("/healthStatus/status").asText());
        assertThat(health.get("message").tojstring())
                .isEqualTo(test.at("/healthStatus/message").asText());
    }

    @Test
    void everyFileOfTestDataIsUsed() throws IOException {
        List<String> used = new ArrayList<>();
        cases().forEach(test -> used.add(test.path("inputPath").asText()));
        try (Stream<Path> files = Files.list(FOLDER.resolve("testdata"))) {
            assertThat(files.map(file -> FOLDER.relativize(file).toString())).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    private static LuaValue health(JsonNode object) throws IOException {
        Globals lua = JsePlatform.standardGlobals();
        lua.set("obj", lua(object));
        return lua.load(Files.readString(FOLDER.resolve("health.lua"))).call();
    }

    private static LuaValue lua(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                LuaValue table = LuaValue.tableOf();
                node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
                yield table;
            }
            case ARRAY ->
                LuaValue.listOf(node.valueStream().map(ArgoHealthTest::lua).toArray(LuaValue[]::new));
            case STRING -> LuaValue.valueOf(node.textValue());
            case NUMBER -> LuaValue.valueOf(node.doubleValue());
            case BOOLEAN -> LuaValue.valueOf(node.booleanValue());
            default -> LuaValue.NIL;
        };
    }
}
