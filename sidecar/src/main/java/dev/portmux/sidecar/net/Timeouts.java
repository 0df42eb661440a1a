package dev.portmux.sidecar.net;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of one loop. Equal ones expire in the order in which they were set, so each value has one list and only its
 * head is scheduled: no timer per connection.
 */
public final class Timeouts {

    /** Runs tasks later, on the same thread. */
    public interface Scheduler {
        void schedule(Runnable task, long nanos);
    }

    /** Expiries closer together than this share one wakeup. */
    private static final long TICK = 1_000_000;

    private final LongSupplier nanoTime;
    private final Scheduler scheduler;
    private final Map<Long, Line> lines = new HashMap<>();
    private int waiting;

    public Timeouts(LongSupplier nanoTime, Scheduler scheduler) {
        this.nanoTime = nanoTime;
        this.scheduler = scheduler;
    }

    public Timeout after(long nanos, Runnable action) {
        Line line = lines.get(nanos);
        if (line == null) {
            line = new Line(nanos);
            lines.put(nanos, line);
        }
        return line.add(new Timeout(line, nanoTime.getAsLong() + nanos, action));
    }

    /** How many are waiting. */
    public int waiting() {
        return waiting;
    }

    /** One that is waiting, until it expires or is cancelled. */
    public static final class Timeout {
        private final Line line;
        private final long at;
        private final Runnable action;
        private boolean waiting = true;
        private @Nullable Timeout earlier;
        private @Nullable Timeout later;

        private Timeout(Line line, long at, Runnable action) {
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
        private @Nullable Timeout head;
        private @Nullable Timeout tail;
        private boolean scheduled;

        Line(Long nanos) {
            this.nanos = nanos;
        }

        Timeout add(Timeout timeout) {
            timeout.earlier = tail;
            if (tail == null) {
                head = timeout;
            } else {
                tail.later = timeout;
            }
            tail = timeout;
            waiting++;
            if (!scheduled) {
                schedule(nanos);
            }
            return timeout;
        }

        void remove(Timeout timeout) {
            timeout.waiting = false;
            waiting--;
            if (timeout.earlier == null) {
                head = timeout.later;
            } else {
                timeout.earlier.later = timeout.later;
            }
            if (timeout.later == null) {
                tail = timeout.earlier;
            } else {
                timeout.later.earlier = timeout.earlier;
            }
            timeout.earlier = null;
            timeout.later = null;
        }

        private void schedule(long delay) {
            scheduled = true;
            scheduler.schedule(this::expire, delay);
        }

        private void expire() {
            scheduled = false;
            long now = nanoTime.getAsLong();
            try {
                for (Timeout due = head; due != null && due.at - now <= 0; due = head) {
                    remove(due);
                    due.action.run();
                }
            } finally {
                if (head == null) {
                    lines.remove(nanos, this);
                } else if (!scheduled) {
                    schedule(Math.max(head.at - now, TICK));
                }
            }
        }
    }
}
