package dev.portmux.sidecar.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The handler of a path of the admin endpoint. Used on the endpoint's thread. */
public sealed interface Endpoint {
    Endpoint NOT_FOUND = new Immediate(query -> Reply.text(404, "not found"));

    /**
     * Answers, at once or later.
     *
     * @param query of the request, encoded
     * @param loop  the endpoint's thread
     * @param asker gets the reply, on {@code loop}
     */
    void answer(String query, Executor loop, Consumer<Reply> asker);

    /**
     * Answers at once, for replies that are quick to make and wait for nothing.
     *
     * @param reply by the query
     */
    record Immediate(Function<String, Reply> reply) implements Endpoint {
        @Override
        public void answer(String query, Executor loop, Consumer<Reply> asker) {
            asker.accept(reply.apply(query));
        }
    }

    /**
     * Makes its reply on another thread, for replies that take a while. Requests that come in the meantime share the
     * reply, so a query makes no difference.
     */
    final class Rendered implements Endpoint {
        private final Supplier<Reply> reply;
        private List<Consumer<Reply>> waiting = new ArrayList<>();

        public Rendered(Supplier<Reply> reply) {
            this.reply = reply;
        }

        @Override
        public void answer(String query, Executor loop, Consumer<Reply> asker) {
            waiting.add(asker);
            if (waiting.size() == 1) {
                begin(loop);
            }
        }

        private void begin(Executor loop) {
            try {
                Thread.ofPlatform().daemon().name("portmux-admin-render").start(() -> render(loop));
            } catch (OutOfMemoryError noThread) {
                waiting.clear();
                throw noThread;
            }
        }

        private void render(Executor loop) {
            Reply made;
            try {
                made = reply.get();
            } catch (RuntimeException | Error e) {
                made = Reply.text(500, "the sidecar failed: " + e);
            }
            Reply done = made;
            loop.execute(() -> tell(done));
        }

        private void tell(Reply done) {
            List<Consumer<Reply>> askers = waiting;
            waiting = new ArrayList<>();
            askers.forEach(asker -> asker.accept(done));
        }
    }
}
