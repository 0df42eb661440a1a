package dev.portmux.sidecar.limit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether the container is short of memory. With control groups of version 2 the socket buffers of the kernel count as
 * memory of the container, so clients that do not read can fill it, although the sidecar bounds its own memory.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files">memory.current, memory.stat</a>
 */
public final class MemoryPressure {
    /** Never any. */
    public static final MemoryPressure NONE = new MemoryPressure(Path.of("/nonexistent"));

    /** The rest is for what a burst takes until the next look. */
    private static final double HIGH = 0.85;

    /** The kernel gives these pages back by itself. */
    private static final Pattern FILES = Pattern.compile("(?m)^file (\\d{1,18})$");

    private final Path folder;
    private final long limit;

    /** @param folder of the control group; without a limit there, there is never any pressure */
    public MemoryPressure(Path folder) {
        this.folder = folder;
        limit = number("memory.max", Long.MAX_VALUE);
    }

    /** Whether little is left. Reads two small files of the kernel. */
    public boolean isHigh() {
        return limit != Long.MAX_VALUE && number("memory.current", 0) - files() > limit * HIGH;
    }

    private long files() {
        Matcher files = FILES.matcher(read("memory.stat"));
        return files.find() ? Long.parseLong(files.group(1)) : 0;
    }

    private long number(String file, long otherwise) {
        String text = read(file).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return ""; // another version, or not Linux
        }
    }
}
