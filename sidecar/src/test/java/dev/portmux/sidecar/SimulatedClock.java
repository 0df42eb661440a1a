package dev.portmux.sidecar;

import dev.portmux.sidecar.net.Timers;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when the simulation says so. */
public final class SimulatedClock implements Timers.Scheduler {
    private record Task(long at, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;

    public long nanoTime() {
        return now;
    }

    @Override
    public void schedule(Runnable task, long nanos) {
        tasks.add(new Task(now + nanos, order++, task));
    }

    public boolean anythingScheduled() {
        return !tasks.isEmpty();
    }

    /** Goes to the next task and runs it. */
    public void advance() {
        Task next = tasks.remove();
        now = Math.max(now, next.at());
        next.action().run();
    }
}
