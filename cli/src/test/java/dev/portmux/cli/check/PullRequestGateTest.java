package dev.portmux.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.portmux.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The very script of the example workflow, on pull requests in a real git repository. */
class PullRequestGateTest {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath();

    @TempDir
    private Path repository;

    @TempDir
    private Path logs;

    private String base = "";

    @BeforeEach
    void aRepositoryWithPortMux() throws IOException, InterruptedException {
        // Not skipped without git: a test that nobody sees skipped tests nothing.
        assertThat(System.getenv("PATH").split(":"))
                .as("folders of the PATH, of which one has git, which this test needs")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "git")));
        bash("git init --quiet --initial-branch=main");
        var portmux = Files.createDirectory(repository.resolve(".portmux")).resolve("portmux");
        Files.writeString(
                portmux, """
                #!/bin/sh
                exec '%s/bin/java' -cp '%s' dev.portmux.cli.Main "$@"
                """.formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        assertThat(portmux.toFile().setExecutable(true)).isTrue();
        Files.writeString(repository.resolve(".gitignore"), ".portmux\n");
        copy("article-bytes.yaml", "old.yaml");
        base = commit();
    }

    @Test
    void aGoodFilePassesAndOthersAreNotJudged() throws IOException, InterruptedException {
        copy("minimal.yaml", "edge.yaml");
        Files.writeString(repository.resolve("other.yaml"), "kind: Deployment\n");
        commit();

        var gate = gate();

        assertThat(gate.exitCode()).isZero();
        assertThat(gate.out()).startsWith("edge.yaml: PortMux ").endsWith("0 errors, 0 warnings\n");
    }

    @Test
    void aRouteThatCanNeverBeChosenFails() throws IOException, InterruptedException {
        copy("article-bytes.yaml", "an edge.yml");
        copy("minimal.yaml", "good.yaml");
        commit();

        var gate = gate();

        assertThat(gate.exitCode()).isEqualTo(1);
        assertThat(gate.out())
                .contains("ERROR  route \"ssh\" can never be chosen", "an edge.yml:19", "good.yaml: PortMux ");
    }

    @Test
    void aRemovedFileIsNotJudged() throws IOException, InterruptedException {
        Files.delete(repository.resolve("old.yaml"));
        commit();

        assertThat(gate()).isEqualTo(new Command(0, "", ""));
    }

    private Command gate() throws IOException, InterruptedException {
        JsonNode workflow = new YAMLMapper().readTree(Files.readString(EXAMPLES.resolve("gitops/portmux-check.yaml")));
        return bash(workflow.at("/jobs/check/steps/3/run").textValue());
    }

    private void copy(String example, String name) throws IOException {
        Files.copy(EXAMPLES.resolve(example), repository.resolve(name));
    }

    private String commit() throws IOException, InterruptedException {
        return bash("git add --all && git commit --quiet --message change && git rev-parse HEAD")
                .out()
                .strip();
    }

    /** As GitHub runs a step whose shell is bash. */
    private Command bash(String script) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .directory(repository.toFile());
        builder.environment()
                .putAll(Map.of(
                        "BASE", base,
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_AUTHOR_NAME", "shop",
                        "GIT_AUTHOR_EMAIL", "shop@example.com",
                        "GIT_COMMITTER_NAME", "shop",
                        "GIT_COMMITTER_EMAIL", "shop@example.com"));
        var errors = logs.resolve("errors");
        var process = builder.redirectError(errors.toFile()).start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Command(process.waitFor(), out, Files.readString(errors));
    }
}
