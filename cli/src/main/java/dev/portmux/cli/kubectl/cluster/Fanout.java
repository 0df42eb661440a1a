package dev.portmux.cli.kubectl.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs queries in parallel, 32 at a time, within one deadline. */
public final class Fanout {
    private static final int AT_ONCE = 32;

    private Fanout() {}

    /** The answers in the order of the queries; empty for an answer that did not come in time. */
    public static <T> List<Optional<T>> ask(List<? extends Callable<T>> questions, Duration patience) {
        var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
        try {
            return pool.invokeAll(questions, patience.toMillis(), TimeUnit.MILLISECONDS).stream()
                    .map(Fanout::answer)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return questions.stream().map(_ -> Optional.<T>empty()).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> Optional<T> answer(Future<T> future) {
        return switch (future.state()) {
            case SUCCESS -> Optional.of(future.resultNow());
            case FAILED -> throw new IllegalStateException(future.exceptionNow());
            case CANCELLED, RUNNING -> Optional.empty();
        };
    }
}
