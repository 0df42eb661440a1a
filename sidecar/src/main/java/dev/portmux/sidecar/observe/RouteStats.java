package dev.portmux.sidecar.observe;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of one route, or of the connections without one. Event loops write them and scrapes read them. They are never
 * reset, so scrapes may overlap.
 */
final class RouteStats {
    private static final int DISCARDED = Integer.MIN_VALUE;

    private final String protocol;
    private final AtomicInteger open;
    private final Map<Result, AtomicLong> ended = Stream.of(Result.values())
            .collect(Collectors.toMap(
                    result -> result, result -> new AtomicLong(), (a, b) -> a, () -> new EnumMap<>(Result.class)));
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final AtomicLong dialFailures = new AtomicLong();
    private final AtomicLong greetingMismatches = new AtomicLong();
    private final LogRateLimiter greetingLog = LogRateLimiter.second();
    private final LogRateLimiter dialFailureLog = LogRateLimiter.tenSeconds();
    private final LogRateLimiter limitLog = LogRateLimiter.second();

    RouteStats(String protocol) {
        this(protocol, new AtomicInteger());
    }

    private RouteStats(String protocol, AtomicInteger open) {
        this.protocol = protocol;
        this.open = open;
    }

    /** The figures of the same route in a newer table. If its protocol has changed, only the open connections carry over. */
    RouteStats of(String newer) {
        return newer.equals(protocol) ? this : new RouteStats(newer, open);
    }

    /** Counts a connection that begins, unless these figures are discarded. */
    boolean begin() {
        return open.getAndUpdate(count -> count == DISCARDED ? count : count + 1) != DISCARDED;
    }

    /** Counts a connection that moves to the figures of another route. */
    void leave() {
        open.decrementAndGet();
    }

    void end(Connection connection) {
        leave();
        counter(connection.result()).incrementAndGet();
        if (connection.result() != Result.NO_BACKEND && connection.result() != Result.LIMITED) {
            relayed(connection);
        }
    }

    /** Counts the end of a connection that was refused before it began. */
    void refused(Result result) {
        counter(result).incrementAndGet();
    }

    private AtomicLong counter(Result result) {
        return Objects.requireNonNull(ended.get(result));
    }

    /** Adds the bytes relayed since the last call. Called on the loop of the connection. */
    void relayed(Connection connection) {
        bytesIn.add(connection.newBytesIn());
        bytesOut.add(connection.newBytesOut());
    }

    void dialFailed() {
        dialFailures.incrementAndGet();
    }

    void greetingMismatched() {
        greetingMismatches.incrementAndGet();
    }

    LogRateLimiter greetingLog() {
        return greetingLog;
    }

    LogRateLimiter dialFailureLog() {
        return dialFailureLog;
    }

    LogRateLimiter limitLog() {
        return limitLog;
    }

    /** Discards these figures if no connection uses them; {@link #begin} then answers false. */
    boolean discard() {
        return open.compareAndSet(0, DISCARDED);
    }

    String protocol() {
        return protocol;
    }

    int open() {
        return Math.max(open.get(), 0);
    }

    long ended(Result result) {
        return counter(result).get();
    }

    long bytesIn() {
        return bytesIn.sum();
    }

    long bytesOut() {
        return bytesOut.sum();
    }

    long dialFailures() {
        return dialFailures.get();
    }

    /** Empty for protocols whose greeting is not known. */
    OptionalLong greetingMismatches() {
        return Catalogue.greeting(protocol).isPresent()
                ? OptionalLong.of(greetingMismatches.get())
                : OptionalLong.empty();
    }
}
