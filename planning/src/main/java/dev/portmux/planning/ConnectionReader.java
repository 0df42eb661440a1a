package dev.portmux.planning;

import static dev.portmux.planning.Problems.within;

import dev.portmux.crds.LimitsSpec;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.crds.ProxyProtocolSpec;
import dev.portmux.crds.TimeoutsSpec;
import dev.portmux.routes.AccessLogging;
import dev.portmux.routes.ConnectionLimits;
import dev.portmux.routes.ConnectionPolicy;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.routes.Timeouts;
import dev.portmux.routes.Timing;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a spec says of every connection into what the routing table says of it. */
record ConnectionReader(PortMuxSpec spec, Problems problems) {
    private static final Duration LONGEST_DETECTION = Duration.ofMinutes(10);
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    /** Linux takes at most 32,767 s. */
    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofHours(9);

    Timing timing() {
        var detection = spec.detection();
        Duration silence =
                duration("spec.detection", "silence", detection.silence(), Timing.DEFAULT.silence(), LONGEST_DETECTION);
        Duration timeout = duration(
                "spec.detection", "timeout", detection.timeout(), Timing.DEFAULT.deadline(), LONGEST_DETECTION);
        boolean ordered = silence.compareTo(timeout) < 0;
        problems.require(
                ordered,
                "spec.detection.silence",
                silence.toMillis() + "ms (expected: less than the timeout of " + timeout.toMillis() + "ms)");
        // A time-out of zero, which no table can have, comes after no silence.
        return ordered
                ? new Timing(silence, timeout, Timing.DEFAULT.hold(), Boolean.TRUE.equals(detection.learnSilence()))
                : Timing.DEFAULT;
    }

    ConnectionPolicy policy() {
        return new ConnectionPolicy(
                Optional.ofNullable(spec.proxyProtocol()).flatMap(this::proxyProtocol),
                timeouts(),
                limits(),
                accessLog());
    }

    private Optional<ProxyProtocol> proxyProtocol(ProxyProtocolSpec given) {
        return problems.attempt(
                "spec.proxyProtocol",
                () -> new ProxyProtocol(
                        given.mode() == null
                                ? ProxyProtocol.Mode.REQUIRE
                                : Problems.oneOf(
                                        "mode", given.mode(), ProxyProtocol.Mode.values(), ProxyProtocol.Mode::label),
                        Problems.sources("trustedSources", given.trustedSources())));
    }

    private Timeouts timeouts() {
        TimeoutsSpec given = spec.timeouts();
        Timeouts usual = Timeouts.DEFAULT;
        Duration connect = duration("spec.timeouts", "connect", given.connect(), usual.connect(), LONGEST_CONNECT);
        problems.require(
                !connect.isZero(), "spec.timeouts.connect", "\"" + given.connect() + "\" (expected: more than 0s)");
        Duration keepAlive = duration("spec", "keepAlive", spec.keepAlive(), usual.keepAlive(), LONGEST_KEEP_ALIVE);
        boolean wholeSeconds = keepAlive.isZero() || keepAlive.toSeconds() > 0;
        problems.require(wholeSeconds, "spec.keepAlive", "\"" + spec.keepAlive() + "\" (expected: 0s, or at least 1s)");
        return new Timeouts(
                connect.isZero() ? usual.connect() : connect,
                duration("spec.timeouts", "idle", given.idle(), usual.idle(), LONGEST_PAUSE),
                duration("spec.timeouts", "halfClosed", given.halfClosed(), usual.halfClosed(), LONGEST_PAUSE),
                wholeSeconds ? keepAlive : usual.keepAlive());
    }

    private ConnectionLimits limits() {
        LimitsSpec given = spec.limits();
        return problems.attempt(
                        "spec.limits",
                        () -> new ConnectionLimits(
                                zeroIfUnset(given.connections()),
                                zeroIfUnset(given.connectionsPerSource()),
                                zeroIfUnset(given.undecidedPerSource()),
                                zeroIfUnset(given.newConnectionsPerSecondPerSource())))
                .orElse(ConnectionLimits.NONE);
    }

    private AccessLogging accessLog() {
        var given = spec.accessLog();
        return problems.attempt(
                        "spec.accessLog",
                        () -> new AccessLogging(
                                given.mode() == null
                                        ? AccessLogging.DEFAULT.mode()
                                        : Problems.oneOf(
                                                "mode",
                                                given.mode(),
                                                AccessLogging.Mode.values(),
                                                AccessLogging.Mode::label),
                                zeroIfUnset(given.firstBytes())))
                .orElse(AccessLogging.DEFAULT);
    }

    static int zeroIfUnset(@Nullable Integer number) {
        return Objects.requireNonNullElse(number, 0);
    }

    /** A duration of a field below {@code path}; what cannot be read is as if it were unset. */
    Duration duration(String path, String field, @Nullable String text, Duration unset, Duration longest) {
        return text == null
                ? unset
                : problems.attempt(path, () -> within(field + ": ", () -> GatewayDuration.parse(text, longest)))
                        .orElse(unset);
    }
}
