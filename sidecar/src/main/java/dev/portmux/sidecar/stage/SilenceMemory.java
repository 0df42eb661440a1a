package dev.portmux.sidecar.stage;

import dev.portmux.sidecar.net.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which sources have silent clients only. A source is an IPv4 address or an IPv6 network of 64 bits, and what is learnt of one
 * says nothing of another. It takes several silent clients in a row to be known, and one that speaks to be doubted for a day:
 * waiting too long costs a fraction of a second, waiting too little costs a connection.
 *
 * <p>All event loops share it. Sources whose clients always speak take no room: a source comes in with its first silent client.
 * It holds up to 4,096 of them in less than 0.5 MiB; beyond, those that were not heard of for longest are forgotten, which
 * only makes their clients wait for the whole window.
 */
final class SilenceMemory {
    static final int MOST_SOURCES = 4_096;

    /** Silent clients in a row until a source is known. */
    static final int ENOUGH = 5;

    private static final long HOUR = 3_600_000_000_000L;

    /** A source is known for so long after its last silent client. */
    static final long KNOWN_FOR = HOUR;

    /** A source is doubted for so long after a client that spoke. */
    static final long DOUBTED_FOR = 24 * HOUR;

    /** What the clients of one source do. */
    private sealed interface Habit {
        record Silent(int inARow, long last) implements Habit {}

        record Spoke(long last) implements Habit {}
    }

    private final LongSupplier nanoTime;

    /** The one that was heard of last comes last. */
    private final Map<Long, Habit> habits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Habit> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    SilenceMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the clients of this source (4 or 16 bytes) have been silent, all of them, often and lately enough. */
    synchronized boolean knows(byte[] source) {
        return habits.get(Peer.network(source)) instanceof Habit.Silent silent
                && silent.inARow >= ENOUGH
                && nanoTime.getAsLong() - silent.last < KNOWN_FOR;
    }

    /** A client of this source was silent until it was routed. */
    synchronized void silent(byte[] source) {
        long now = nanoTime.getAsLong();
        long key = Peer.network(source);
        Habit before = habits.get(key);
        if (before instanceof Habit.Spoke spoke && now - spoke.last < DOUBTED_FOR) {
            return;
        }
        int earlier = before instanceof Habit.Silent silent && now - silent.last < KNOWN_FOR ? silent.inARow : 0;
        habits.put(key, new Habit.Silent(Math.min(earlier + 1, ENOUGH), now));
    }

    /** A client of this source spoke first, in time or too late. */
    synchronized void spoke(byte[] source) {
        long now = nanoTime.getAsLong();
        habits.computeIfPresent(Peer.network(source), (_, _) -> new Habit.Spoke(now));
    }

    synchronized int size() {
        return habits.size();
    }
}
