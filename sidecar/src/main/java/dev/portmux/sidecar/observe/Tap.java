package dev.portmux.sidecar.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.sidecar.pipeline.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Shows connections to readers as they are decided and as they end. Without a reader an event costs a volatile read. A reader
 * that is too slow misses connections and is told how many.
 */
public final class Tap {
    /** The most readers at once. */
    public static final int MOST_READERS = 4;

    private static final int QUEUE = 1024;
    private static final int PIECE = 16 * 1024;

    private record Entry(boolean ended, ConnectionRecord connection) {}

    private volatile List<Reader> readers = List.of();

    /** A new reader; empty if there are {@value #MOST_READERS} already. */
    public synchronized Optional<Reader> open(TapFilter filter) {
        if (readers.size() == MOST_READERS) {
            return Optional.empty();
        }
        Reader reader = new Reader(filter);
        readers = Stream.concat(readers.stream(), Stream.of(reader)).toList();
        return Optional.of(reader);
    }

    private synchronized void remove(Reader reader) {
        readers = readers.stream().filter(other -> other != reader).toList();
    }

    void decided(Connection connection) {
        if (!readers.isEmpty()) {
            tell(false, ConnectionRecord.of(connection, 0));
        }
    }

    /** @param firstBytes how many of a client that no route took to show */
    void ended(Connection connection, int firstBytes) {
        if (!readers.isEmpty()) {
            tell(true, ConnectionRecord.of(connection, firstBytes));
        }
    }

    void tell(boolean ended, ConnectionRecord connection) {
        Entry entry = new Entry(ended, connection);
        readers.forEach(reader -> reader.tell(entry));
    }

    /** One reader. Event loops add to it; one other thread takes from it. */
    public final class Reader implements AutoCloseable {
        private final TapFilter filter;
        private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
        private final AtomicLong dropped = new AtomicLong();
        private final StringBuilder lines = new StringBuilder();
        private final AccessLogLine line = new AccessLogLine(lines);
        private long told;

        private Reader(TapFilter filter) {
            this.filter = filter;
        }

        private void tell(Entry entry) {
            if (filter.accepts(entry.connection()) && !queue.offer(entry)) {
                dropped.incrementAndGet();
            }
        }

        /** The lines since the last call ({@code docs/design/contracts.md}), about 16 KiB at most. Empty without any. */
        public byte[] next() {
            lines.setLength(0);
            for (Entry entry = queue.poll(); entry != null; entry = lines.length() < PIECE ? queue.poll() : null) {
                line.fields(entry.connection());
                lines.append(",\"event\":\"")
                        .append(entry.ended() ? "ended" : "decided")
                        .append("\",\"reason\":\"")
                        .append(reason(entry.connection()))
                        .append("\"}\n");
            }
            long lost = dropped.get() - told;
            if (lost > 0) {
                told += lost;
                lines.append("{\"dropped\":").append(lost).append("}\n");
            }
            return lines.toString().getBytes(UTF_8);
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /** Why it has its result, in words without quotes. */
    private static String reason(ConnectionRecord connection) {
        String bytes = connection.detectionBytes() == 1 ? "1 byte" : connection.detectionBytes() + " bytes";
        long millis = connection.detection().toMillis();
        return switch (connection.result()) {
            case MATCHED -> "matches after " + bytes;
            case HELD -> "matches after " + bytes + ", and no more came while an earlier route could still match";
            case SILENCE -> "silent for " + millis + " ms";
            case CATCH_ALL -> "no other route matches; decided after " + bytes;
            case UNKNOWN -> "no route matches; decided after " + bytes;
            case INCOMPLETE -> "undecided after " + millis + " ms and " + bytes;
            case PROBE -> "closed without a byte";
            case LIMITED -> "the sidecar is at a limit";
            case DIAL_FAILED -> "no backend accepts connections";
            case NO_BACKEND -> "the route has no backend";
            case RESET -> "one side was reset, vanished or failed";
            case PROXY_REFUSED -> "no PROXY header of the load balancer, or a wrong one";
            case IDLE -> "neither side sent anything for too long";
            case HALF_CLOSED -> "one side had ended, and nothing came from the other for too long";
            case DRAINED -> "the sidecar stops";
        };
    }
}
