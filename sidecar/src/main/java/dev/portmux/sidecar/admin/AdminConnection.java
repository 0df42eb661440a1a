package dev.portmux.sidecar.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.portmux.sidecar.observe.Tap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A connection with one request and its answer. Each step has a time limit, after which the connection is closed:
 *
 * <pre>
 *   ASKING ──head complete──► RENDERING ──► WRITING ──all sent──► LINGERING ──► closed
 *                                            │  ▲
 *                                    a tap   ▼  │  there are lines, or there were none for a while
 *                                          TAPPING
 * </pre>
 *
 * It lingers so that a client that is still sending reads the answer and not a reset. A tap without lines gets an empty one
 * when its time is up, so that one whose client has gone comes to an end.
 */
final class AdminConnection {
    /** What is read and written at once: the JDK keeps a direct buffer of that size for the thread. */
    private static final int PIECE = 16 * 1024;

    private static final byte[] EMPTY_LINE = {'\n'};

    private enum Step {
        ASKING(5, SelectionKey.OP_READ),
        RENDERING(5, 0),
        WRITING(10, SelectionKey.OP_WRITE),
        TAPPING(5, SelectionKey.OP_READ),
        LINGERING(1, SelectionKey.OP_READ),
        CLOSED(0, 0);

        private final int seconds;
        private final int interest;

        Step(int seconds, int interest) {
            this.seconds = seconds;
            this.interest = interest;
        }
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final AdminConnections connections;
    private final Map<String, Endpoint> endpoints;
    private final Executor loop;
    private final RequestHead request = new RequestHead();
    private ByteBuffer head = ByteBuffer.allocate(0);
    private ByteBuffer body = ByteBuffer.allocate(0);
    private Optional<Tap.Reader> tap = Optional.empty();
    private Step step = Step.ASKING;
    private long until;
    private int held;

    AdminConnection(
            SocketChannel channel,
            Selector selector,
            AdminConnections connections,
            Map<String, Endpoint> endpoints,
            Executor loop)
            throws IOException {
        this.channel = channel;
        this.connections = connections;
        this.endpoints = endpoints;
        this.loop = loop;
        channel.configureBlocking(false);
        key = channel.register(selector, 0, this);
        enter(Step.ASKING);
    }

    boolean isIdle() {
        return step == Step.ASKING || step == Step.LINGERING;
    }

    boolean isWriting() {
        return step == Step.WRITING;
    }

    boolean isTapping() {
        return step == Step.TAPPING;
    }

    /** Does what is due: closes a connection that is late, or sends the lines of a tap. */
    void tick(long now) {
        boolean late = now - until >= 0;
        if (step == Step.TAPPING) {
            byte[] lines = tap.orElseThrow().next();
            if (lines.length > 0 || late) {
                send(ByteBuffer.wrap(lines.length > 0 ? lines : EMPTY_LINE));
            }
        } else if (late) {
            close();
        }
    }

    private void enter(Step next) {
        step = next;
        until = System.nanoTime() + TimeUnit.SECONDS.toNanos(next.seconds);
        key.interestOps(next.interest);
    }

    void ready() {
        try {
            switch (step) {
                case ASKING -> read();
                case WRITING -> write();
                case TAPPING, LINGERING -> discard();
                case RENDERING, CLOSED -> {}
            }
        } catch (IOException | RuntimeException e) {
            close();
        }
    }

    private void read() throws IOException {
        if (!request.readFrom(channel)) {
            close();
        } else if (request.isComplete()) {
            enter(Step.RENDERING);
            request.refusal()
                    .ifPresentOrElse(
                            this::answer,
                            () -> endpoints
                                    .getOrDefault(request.path(), Endpoint.NOT_FOUND)
                                    .answer(request.query(), loop, this::answer));
        }
    }

    private void answer(Reply reply) {
        if (step != Step.RENDERING) {
            return; // closed in the meantime
        }
        head = ByteBuffer.wrap(("HTTP/1.1 " + reply.status() + " " + reply.reason() + "\r\nContent-Type: "
                        + reply.type()
                        + (reply.tap().isPresent()
                                ? ""
                                : "\r\nContent-Length: " + reply.body().remaining())
                        + (reply.status() == 405 ? "\r\nAllow: GET, HEAD" : "") + "\r\nConnection: close\r\n\r\n")
                .getBytes(US_ASCII));
        tap = reply.tap();
        if (!request.wantsBody()) {
            endTap();
        }
        send(request.wantsBody() ? reply.body().duplicate() : ByteBuffer.allocate(0));
    }

    private void send(ByteBuffer bytes) {
        body = bytes;
        held = body.remaining();
        enter(Step.WRITING);
        connections.hold(this, held);
        ready();
    }

    private void write() throws IOException {
        if (!write(head) || !write(body)) {
            return;
        }
        release();
        if (tap.isPresent()) {
            enter(Step.TAPPING);
        } else {
            enter(Step.LINGERING);
            channel.shutdownOutput();
        }
    }

    /**
     * Writes as much as the client takes.
     *
     * @return false if that is not all
     */
    private boolean write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            ByteBuffer piece = bytes.slice(bytes.position(), Math.min(bytes.remaining(), PIECE));
            int length = piece.remaining();
            int sent = channel.write(piece);
            bytes.position(bytes.position() + sent);
            if (sent < length) {
                return false;
            }
        }
        return true;
    }

    private void discard() throws IOException {
        if (channel.read(ByteBuffer.allocate(PIECE)) < 0) {
            close();
        }
    }

    private void release() {
        connections.release(held);
        held = 0;
        body = ByteBuffer.allocate(0);
    }

    private void endTap() {
        tap.ifPresent(Tap.Reader::close);
        tap = Optional.empty();
    }

    void close() {
        if (step == Step.CLOSED) {
            return;
        }
        step = Step.CLOSED;
        connections.remove(this);
        release();
        endTap();
        AdminServer.close(channel);
    }
}
