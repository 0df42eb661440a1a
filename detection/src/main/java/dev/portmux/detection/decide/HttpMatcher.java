package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Matcher;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.parse.HttpHead;
import dev.portmux.detection.parse.RequestTarget;
import dev.portmux.routes.HostNames;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What a route asks of the first HTTP/1 request. Later requests on the same connection are not looked at: they go where
 * the first one went.
 */
final class HttpMatcher implements Matcher {
    private final Match.Http wanted;
    private final boolean onlyRequestLine;

    HttpMatcher(Match.Http wanted) {
        this.wanted = wanted;
        onlyRequestLine = wanted.hosts().isEmpty() && !wanted.websocket();
    }

    @Override
    public Verdict look(ByteBuffer prefix) {
        HttpHead head = new HttpHead(prefix);
        String method = head.word();
        if (!head.complete()) {
            return Verdict.MORE;
        }
        if (!wanted.methods().isEmpty() && !wanted.methods().contains(method)) {
            return Verdict.NO;
        }
        RequestTarget target = RequestTarget.of(head.word());
        if (!head.complete()) {
            return Verdict.MORE;
        }
        if (!wanted.pathPrefixes().isEmpty() && wanted.pathPrefixes().stream().noneMatch(target::isBelow)) {
            return Verdict.NO;
        }
        String version = head.line();
        if (!head.complete()) {
            return Verdict.MORE;
        }
        if (!version.startsWith("HTTP/1.")) {
            return Verdict.NO;
        }
        return onlyRequestLine ? Verdict.YES : headers(head, target);
    }

    private Verdict headers(HttpHead head, RequestTarget target) {
        Verdict host = wanted.hosts().isEmpty()
                ? Verdict.YES
                : target.authority().isEmpty() ? Verdict.MORE : host(target.authority());
        boolean upgrade = !wanted.websocket();
        while (host != Verdict.NO) {
            if (host == Verdict.YES && upgrade) {
                return Verdict.YES;
            }
            String line = head.line();
            if (!head.complete()) {
                return Verdict.MORE;
            }
            if (line.isEmpty()) {
                return Verdict.NO;
            }
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("host") && host == Verdict.MORE) {
                host = host(value);
            }
            upgrade |= name.equals("upgrade") && value.equalsIgnoreCase("websocket");
        }
        return Verdict.NO;
    }

    private Verdict host(String authority) {
        return HostNames.matches(wanted.hosts(), HostNames.normalised(RequestTarget.withoutPort(authority)))
                ? Verdict.YES
                : Verdict.NO;
    }
}
