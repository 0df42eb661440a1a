package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.limit.UndecidedBytes;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.PrefixedSocket;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Timers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * No route is chosen yet: reads the client, keeps its bytes and asks the stages. These bytes are never in a buffer for
 * sending: when the two shared one, undecided bytes once went back to the client.
 */
final class Deciding implements ConnectionState {
    /** One read takes a whole request head, so that the relay need not read again before it sends. */
    private static final int READ = 64 * 1024;

    private static final int SMALLEST = 64;

    private final Worker worker;
    private final Socket client;
    private final Runnable giveUp;
    private int stage;
    private ConnectionFacts facts;
    private Step.@Nullable More asked;
    private Timers.@Nullable Timer deadline;
    private Timers.@Nullable Timer patience;
    private UndecidedBytes.@Nullable Holding holding;
    private ByteBuffer soFar = NOTHING;
    private long received;
    private boolean drained = true;

    /** @param giveUp ends the connection because memory is short */
    Deciding(Worker worker, Socket client, ConnectionFacts facts, Runnable giveUp) {
        this.worker = worker;
        this.client = client;
        this.facts = facts;
        this.giveUp = giveUp;
    }

    /** Asks the first stage. */
    Step begin() {
        return through(new Step.Continue(facts));
    }

    /** Asks one stage after the other, until one answers something other than {@link Step.Continue}. */
    Step through(Step answer) {
        Step step = answer;
        while (step instanceof Step.Continue passed) {
            facts = passed.facts();
            if (passed.consumed() > 0) {
                drop(passed.consumed());
            }
            step = worker.plan().stages().get(stage++).begin(client, facts);
            if (received > 0 && step instanceof Step.More more) {
                step = more.bytes(undecided());
            }
        }
        return step;
    }

    private void drop(int bytes) {
        soFar.flip().position(bytes);
        soFar.compact();
        received -= bytes;
    }

    /** What the stages have found so far. */
    ConnectionFacts facts() {
        return facts;
    }

    /** Waits for what the stage needs; {@code expired} runs if nothing comes. */
    void await(Step.More more, Runnable expired) {
        asked = more;
        cancel(patience);
        patience = more.patienceNanos() == Step.More.NO_LIMIT
                ? null
                : worker.timers().after(more.patienceNanos(), expired);
    }

    void startDeadline(Runnable expired) {
        deadline = worker.timers().after(worker.plan().deadlineNanos().getAsLong(), expired);
    }

    /** Reads the available bytes and asks the stage; null if nothing came. */
    @Nullable Step read() {
        boolean anything = false;
        Step step = asked();
        drained = false;
        while (!drained && step instanceof Step.More more) {
            ByteBuffer bytes = worker.buffers().toRead(READ);
            int room = bytes.remaining();
            int got = client.read(bytes);
            drained = got < room;
            if (got > 0) {
                anything = true;
                received += got;
                step = judge(more, bytes.flip());
            }
            while (drained && step instanceof Step.More last && client.end() != End.NONE) {
                step = ended(last);
            }
        }
        return !anything && step instanceof Step.More ? null : step;
    }

    private Step judge(Step.More more, ByteBuffer bytes) {
        if (soFar.capacity() > 0) {
            return keep(bytes) ? through(more.bytes(undecided())) : limited();
        }
        Step step = more.bytes(bytes);
        if (step instanceof Step.More || step instanceof Step.Continue) {
            return keep(bytes) ? through(step) : limited();
        }
        // Decided at once, as most are: what is copied here is read again before anything else happens.
        soFar = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate());
        return step;
    }

    private static Step limited() {
        return new Step.Close(Result.LIMITED, End.RESET);
    }

    private Step ended(Step.More more) {
        return client.end() == End.FIN ? through(more.endOfInput()) : new Step.Close(broken(), End.FIN);
    }

    /** The result of a connection that breaks now. */
    Result broken() {
        return received == 0 ? Result.PROBE : Result.RESET;
    }

    private boolean keep(ByteBuffer bytes) {
        int needed = soFar.position() + bytes.remaining();
        if (needed > soFar.capacity()) {
            int size = Math.max(SMALLEST, Integer.highestOneBit(needed - 1) << 1);
            if (holding == null) {
                holding = new UndecidedBytes.Holding(giveUp);
            }
            if (!worker.undecided().grow(holding, size - soFar.capacity())) {
                return false;
            }
            soFar = ByteBuffer.allocate(size).put(soFar.flip());
        }
        soFar.put(bytes.duplicate());
        return true;
    }

    /** The client's socket, which replays the bytes read so far. */
    Socket replayed() {
        return received == 0 ? client : new PrefixedSocket(client, undecided(), drained);
    }

    /** Whether there is something to read from {@link #replayed}. */
    boolean anythingToRead() {
        return received > 0 || !drained;
    }

    /** The step that waits. */
    Step.More asked() {
        if (asked == null) {
            throw new IllegalStateException("no stage waits for bytes");
        }
        return asked;
    }

    /** Gives back timers and memory. */
    void release() {
        cancel(deadline);
        cancel(patience);
        if (holding != null) {
            worker.undecided().release(holding);
        }
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public ByteBuffer undecided() {
        return soFar.duplicate().flip();
    }

    @Override
    public long bytesIn() {
        return received;
    }

    @Override
    public long bytesOut() {
        return 0;
    }
}
