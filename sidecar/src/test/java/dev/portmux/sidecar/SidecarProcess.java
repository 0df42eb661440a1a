package dev.portmux.sidecar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sidecar as a process of its own, as in a pod. */
final class SidecarProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+), admin on");

    private final Process process;
    private final Path errors;

    /** @param descriptors the most file descriptors that it may have */
    SidecarProcess(Path folder, int descriptors, Map<String, String> environment) throws IOException {
        errors = folder.resolve("errors");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sh", java, "-XX:+UseSerialGC"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(SidecarMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        builder.redirectOutput(folder.resolve("output").toFile());
        process = builder.start();
    }

    /** Waits for the line that says so. */
    int awaitListening() throws IOException, InterruptedException {
        while (process.isAlive()) {
            Matcher line = LISTENING.matcher(errors());
            if (line.find()) {
                return Integer.parseInt(line.group(1));
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("ended: " + errors());
    }

    /** Waits until it has so many open. */
    void awaitDescriptors(int number) throws IOException, InterruptedException {
        while (true) {
            try (var open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
                if (open.count() >= number) {
                    return;
                }
            }
            Thread.sleep(20);
        }
    }

    String errors() throws IOException {
        return Files.readString(errors, StandardCharsets.UTF_8);
    }

    void terminate() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
