package dev.portmux.sidecar.net;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one event loop. Timers of the same duration expire in the order in which they were set, so each duration has
 * one list and only its first timer is scheduled with the event loop.
 */
public final class Timers {

    /** Runs tasks later, on the same thread. */
    public interface Scheduler {
        void schedule(Runnable task, long nanos);
    }

    /** Timers of one list that are due within this time share a wakeup. */
    private static final long TICK = 1_000_000;

    private final LongSupplier nanoTime;
    private final Scheduler scheduler;
    private final Map<Long, Line> lines = new HashMap<>();
    private int waiting;

    public Timers(LongSupplier nanoTime, Scheduler scheduler) {
        this.nanoTime = nanoTime;
        this.scheduler = scheduler;
    }

    /** Runs {@code action} once, {@code nanos} from now, unless it is cancelled before. */
    public Timer after(long nanos, Runnable action) {
        Line line = lines.get(nanos);
        if (line == null) {
            line = new Line(nanos);
            lines.put(nanos, line);
        }
        return line.add(new Timer(line, nanoTime.getAsLong() + nanos, action));
    }

    /** The number of waiting timers. */
    public int waiting() {
        return waiting;
    }

    /** A timer. It waits until it expires or is cancelled. */
    public static final class Timer {
        private final Line line;
        private final long at;
        private final Runnable action;
        private boolean waiting = true;
        private @Nullable Timer earlier;
        private @Nullable Timer later;

        private Timer(Line line, long at, Runnable action) {
            this.line = line;
            this.at = at;
            this.action = action;
        }

        public void cancel() {
            if (waiting) {
                line.remove(this);
            }
        }
    }

    private final class Line {
        private final Long nanos;
        private @Nullable Timer head;
        private @Nullable Timer tail;
        private boolean scheduled;

        Line(Long nanos) {
            this.nanos = nanos;
        }

        Timer add(Timer timer) {
            timer.earlier = tail;
            if (tail == null) {
                head = timer;
            } else {
                tail.later = timer;
            }
            tail = timer;
            waiting++;
            if (!scheduled) {
                schedule(nanos);
            }
            return timer;
        }

        void remove(Timer timer) {
            timer.waiting = false;
            waiting--;
            if (timer.earlier == null) {
                head = timer.later;
            } else {
                timer.earlier.later = timer.later;
            }
            if (timer.later == null) {
                tail = timer.earlier;
            } else {
                timer.later.earlier = timer.earlier;
            }
            timer.earlier = null;
            timer.later = null;
        }

        private void schedule(long delay) {
            scheduled = true;
            scheduler.schedule(this::expire, delay);
        }

        /** The line stays marked as scheduled until the end, so that a timer that an action adds does not delay the first one. */
        private void expire() {
            long now = nanoTime.getAsLong();
            try {
                for (Timer due = head; due != null && due.at - now <= 0; due = head) {
                    remove(due);
                    due.action.run();
                }
            } finally {
                scheduled = false;
                if (head == null) {
                    lines.remove(nanos, this);
                } else {
                    schedule(Math.max(head.at - now, TICK));
                }
            }
        }
    }
}
