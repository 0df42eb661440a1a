package dev.portmux.detection.decide.detail;

import dev.portmux.detection.parse.Http2Request;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * gRPC among HTTP/2: the content type of the first request (PROTOCOL-HTTP2 of gRPC).
 *
 * <p>Most gRPC clients (Go, Java, JavaScript, C core and what builds on it) hold their first request back until the server
 * has sent its SETTINGS. Browsers, curl and other HTTP/2 clients do not. So a client that has sent its SETTINGS and
 * then nothing for the hold time is taken as gRPC.
 */
final class GrpcMatcher implements DetailMatcher {
    private final RouteSet routes = new RouteSet();

    GrpcMatcher(Collection<Integer> routes) {
        routes.forEach(this.routes::add);
    }

    @Override
    public DetailReading begin() {
        return new Reading(routes);
    }

    private static final class Reading extends DetailReading {
        private final Http2Request request = new Http2Request();

        Reading(RouteSet routes) {
            super(routes);
        }

        @Override
        public void read(ByteBuffer prefix) {
            if (!request.read(prefix)) {
                return;
            }
            if (request.isGrpc(prefix)) {
                accept(open());
            } else {
                refuse();
            }
        }

        @Override
        public boolean mayWait(ByteBuffer prefix) {
            return request.mayWait(prefix);
        }
    }
}
