package dev.portmux.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits of a sidecar: the configured ones, or less if file descriptors or memory would run out first. All figures are
 * for the process, whatever the number of its loops.
 *
 * @param connections      the most open connections
 * @param reason           what bounds them, for people
 * @param adminConnections the most open connections to the admin endpoint
 * @param slowReaderBytes  kept outside the heap for peers that do not read what was sent to them
 * @param undecidedBytes   kept on the heap for connections that have no route yet
 * @param socketBufferBytes the kernel's buffer for each direction of a socket, which counts as memory of the container; empty
 *     without a memory limit, then the kernel decides (some MiB)
 */
public record Capacity(
        int connections,
        String reason,
        int adminConnections,
        long slowReaderBytes,
        long undecidedBytes,
        OptionalInt socketBufferBytes) {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    /** Its own jars, libraries, event loops and logs, the table's file and the connection to the Kubernetes API. */
    private static final int OWN_DESCRIPTORS = 64;

    /** The container's memory before the first connection. */
    private static final long AT_REST = 64 * MIB;

    /** The memory of the container for each open connection: 5.8 KiB when idle, of which 5.4 are two sockets in the kernel. */
    private static final long PER_CONNECTION = 8 * KIB;

    /**
     * 128 KiB in a container of 128 MiB, 1 MiB in one of 1 GiB. The kernel doubles it and adds its own: a slow reader, with two
     * sockets, takes up to 0.5 MiB of 128 (100 of them 48 MiB, November 2026). Hundreds of them can still fill a container.
     */
    private static final long SOCKET_BUFFERS = 1024;

    /** The part of it that is on the heap. */
    private static final long HEAP_PER_CONNECTION = KIB;

    private static final Pattern DESCRIPTORS = Pattern.compile("(?m)^Max open files +(\\d{1,18}|unlimited)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** The file that holds the limits of this process (proc(5)). */
    static final String LIMITS_FILE = "/proc/self/limits";

    /** The memory limit of the container: with control groups of version 2, and of version 1. */
    static final String MEMORY_FILE = "/sys/fs/cgroup/memory.max";

    static final String MEMORY_FILE_V1 = "/sys/fs/cgroup/memory/memory.limit_in_bytes";

    /** In version 1, a limit above this means that there is none. */
    private static final long NO_LIMIT = 1L << 46;

    /**
     * The resources of a process.
     *
     * @param heap  the largest heap, in bytes
     * @param files the content of a file, if there is one
     */
    record Machine(long heap, Function<String, Optional<String>> files) {
        static Machine here() {
            return new Machine(Runtime.getRuntime().maxMemory(), Machine::read);
        }

        Optional<String> content(String file) {
            return files.apply(file);
        }

        private static Optional<String> read(String file) {
            try {
                return Optional.of(Files.readString(Path.of(file)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** @param wanted the most connections, even if there is room for more */
    static Capacity of(int wanted, Machine machine) {
        OptionalLong descriptors = descriptors(machine.content(LIMITS_FILE).orElse(""));
        OptionalLong memory = number(machine.content(MEMORY_FILE)
                .or(() -> machine.content(MEMORY_FILE_V1))
                .orElse(""));
        long room = memory.isPresent() ? Math.max(memory.getAsLong() - AT_REST, 0) : Long.MAX_VALUE;
        long slowReaders = Math.clamp(room / 4, 2 * MIB, 48 * MIB);
        long undecided = Math.clamp(room / 16, MIB, 8 * MIB);
        int admin = Math.clamp(descriptors.orElse(Long.MAX_VALUE) / 16, 16, 128);

        OptionalInt socketBuffer = memory.isPresent()
                ? OptionalInt.of((int) Math.clamp(memory.getAsLong() / SOCKET_BUFFERS, 64 * KIB, 4 * MIB))
                : OptionalInt.empty();

        Bound bound = new Bound(wanted, "PORTMUX_MAX_CONNECTIONS");
        if (descriptors.isPresent()) {
            long most = descriptors.getAsLong();
            bound = bound.orLess(
                    (most - OWN_DESCRIPTORS - admin) / 2, "the limit of " + most + " file descriptors (two for each)");
        }
        if (memory.isPresent()) {
            bound = bound.orLess(
                    (room - slowReaders - undecided) / PER_CONNECTION,
                    "the memory limit of " + memory.getAsLong() / MIB + " MiB");
        }
        bound = bound.orLess(
                (machine.heap() / 4 * 3 - undecided) / HEAP_PER_CONNECTION,
                "the heap of " + machine.heap() / MIB + " MiB");
        return new Capacity(bound.connections(), bound.reason(), admin, slowReaders, undecided, socketBuffer);
    }

    private record Bound(int connections, String reason) {
        Bound orLess(long most, String why) {
            return most < connections ? new Bound(Math.clamp(most, 1, connections), why) : this;
        }
    }

    private static OptionalLong descriptors(String limits) {
        Matcher line = DESCRIPTORS.matcher(limits);
        return line.find() ? number(line.group(1)) : OptionalLong.empty();
    }

    /** Empty for {@code max}, {@code unlimited} and other words for no limit. */
    private static OptionalLong number(String text) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(text.strip());
        return value < NO_LIMIT ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
