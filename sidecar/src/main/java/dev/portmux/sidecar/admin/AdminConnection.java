package dev.portmux.sidecar.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer; then the connection ends. Each step has a time limit, after which the connection is closed:
 *
 * <pre>
 *   ASKING ──head complete──► RENDERING ──► WRITING ──all sent──► LINGERING ──► closed
 * </pre>
 *
 * It lingers so that a client that is still sending reads the answer before it sees a reset.
 */
final class AdminConnection extends ChannelInboundHandlerAdapter {
    private enum Step {
        ASKING(5),
        RENDERING(5),
        WRITING(10),
        LINGERING(1),
        CLOSED(0);

        private final int seconds;

        Step(int seconds) {
            this.seconds = seconds;
        }
    }

    private final AdminConnections connections;
    private final Map<String, Endpoint> endpoints;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> limit;
    private Step step = Step.ASKING;
    private int held;

    AdminConnection(AdminConnections connections, Map<String, Endpoint> endpoints) {
        this.connections = connections;
        this.endpoints = endpoints;
    }

    boolean isIdle() {
        return step == Step.ASKING || step == Step.LINGERING;
    }

    boolean isWriting() {
        return step == Step.WRITING;
    }

    @Override
    public void channelActive(ChannelHandlerContext opened) {
        context = opened;
        enter(opened, Step.ASKING);
        connections.add(this);
    }

    private void enter(ChannelHandlerContext channel, Step next) {
        step = next;
        if (limit != null) {
            limit.cancel(false);
        }
        limit = channel.executor().schedule(this::close, next.seconds, TimeUnit.SECONDS);
    }

    /** Only the head counts: what follows it is not read, since the connection ends after the answer. */
    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        try {
            if (step == Step.ASKING && message instanceof HttpRequest request) {
                enter(channel, Step.RENDERING);
                boolean head = request.method().equals(HttpMethod.HEAD);
                answer(channel, request, reply -> write(channel, reply, head));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(ChannelHandlerContext channel, HttpRequest request, Consumer<Reply> asker) {
        Throwable malformed = request.decoderResult().cause();
        String uri = request.uri();
        int query = uri.indexOf('?');
        Endpoint endpoint = endpoints.get(query < 0 ? uri : uri.substring(0, query));
        if (malformed instanceof TooLongHttpLineException) {
            asker.accept(Reply.text(414, "the request line is too long"));
        } else if (malformed instanceof TooLongHttpHeaderException) {
            asker.accept(Reply.text(431, "the header fields are too long"));
        } else if (malformed != null) {
            asker.accept(Reply.text(400, "not a request of HTTP/1.1"));
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            asker.accept(Reply.text(405, "use GET"));
        } else if (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0) {
            asker.accept(Reply.text(413, "a request here has no body"));
        } else if (endpoint == null) {
            asker.accept(Reply.text(404, "not found"));
        } else {
            endpoint.answer(channel.executor(), asker);
        }
    }

    private void write(ChannelHandlerContext channel, Reply reply, boolean head) {
        if (step != Step.RENDERING) {
            return; // closed in the meantime
        }
        enter(channel, Step.WRITING);
        ByteBuf body = head
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.wrappedBuffer(reply.body().duplicate());
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().remaining())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (reply.status() == 405) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        held = body.readableBytes();
        connections.hold(this, held);
        var _ = channel.writeAndFlush(response).addListener(sent -> {
            release();
            if (sent.isSuccess() && step == Step.WRITING) {
                enter(channel, Step.LINGERING);
                var _ = ((DuplexChannel) channel.channel()).shutdownOutput();
            } else {
                close();
            }
        });
    }

    private void release() {
        connections.release(held);
        held = 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        close();
    }

    void close() {
        if (step == Step.CLOSED) {
            return;
        }
        step = Step.CLOSED;
        if (limit != null) {
            limit.cancel(false);
        }
        connections.remove(this);
        release();
        if (context != null) {
            var _ = context.close();
        }
    }
}
