package dev.portmux.sidecar;

import java.io.File;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sidecar as a process of its own, as in a pod. */
final class SidecarProcess implements AutoCloseable {
    private static final Pattern LISTENING =
            Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+), admin on 127\\.0\\.0\\.1:(\\d+)");

    private static final Pattern JARS = Pattern.compile(
            "/(portmux-|netty-(buffer|common|resolver|transport)-|jackson-core-|prometheus-|slf4j-)[^/]*$");

    private final Process process;
    private final Path errors;

    /** @param descriptors the most file descriptors that it may have */
    SidecarProcess(Path folder, int descriptors, Map<String, String> environment) throws IOException {
        this(folder, descriptors, environment, false);
    }

    /** One whose standard output and standard error are pipes that nobody reads. */
    static SidecarProcess unread(Path folder, Map<String, String> environment) throws IOException {
        return new SidecarProcess(folder, 1024, environment, true);
    }

    private SidecarProcess(Path folder, int descriptors, Map<String, String> environment, boolean unread)
            throws IOException {
        errors = folder.resolve("errors");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sh", java, "-XX:+UseSerialGC"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
        command.add(SidecarMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        if (!unread) {
            builder.redirectError(errors.toFile());
            builder.redirectOutput(folder.resolve("output").toFile());
        }
        process = builder.start();
    }

    /** As in the image: each jar takes a file descriptor, and those of the tests are many. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        Files.isDirectory(Path.of(entry)) || JARS.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits for the line that says so. */
    int awaitListening() throws IOException, InterruptedException {
        return awaitPort(1);
    }

    int awaitAdmin() throws IOException, InterruptedException {
        return awaitPort(2);
    }

    private int awaitPort(int which) throws IOException, InterruptedException {
        while (process.isAlive()) {
            Matcher line = LISTENING.matcher(errors());
            if (line.find()) {
                return Integer.parseInt(line.group(which));
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("ended: " + errors());
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
