package dev.portmux.detection.decide.detail;

import dev.portmux.detection.parse.HttpHead;
import dev.portmux.detection.parse.RequestTarget;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What routes ask of the first HTTP/1 request. Later requests on the same connection are not looked at: they go where the first
 * one went.
 */
final class HttpMatcher implements DetailMatcher {
    private final RouteSet routes = new RouteSet();
    private final ValueIndex methods = new ValueIndex();
    private final ValueIndex hosts = new ValueIndex();
    private final Map<String, RouteSet> pathPrefixes = new TreeMap<>();
    private final RouteSet ofAnyPath = new RouteSet();
    private final RouteSet websocket = new RouteSet();

    HttpMatcher(Map<Integer, Match> matches) {
        matches.forEach((route, match) -> {
            Match.Http http = (Match.Http) match;
            routes.add(route);
            methods.add(route, http.methods());
            hosts.add(route, http.hosts());
            for (String prefix : http.pathPrefixes()) {
                pathPrefixes.computeIfAbsent(prefix, key -> new RouteSet()).add(route);
            }
            if (http.pathPrefixes().isEmpty()) {
                ofAnyPath.add(route);
            }
            if (http.websocket()) {
                websocket.add(route);
            }
        });
    }

    @Override
    public DetailReading begin() {
        return new Reading();
    }

    private RouteSet takingPath(RequestTarget target) {
        RouteSet taking = RouteSet.copyOf(ofAnyPath);
        pathPrefixes.forEach((prefix, routes) -> {
            if (target.isBelow(prefix)) {
                taking.addAll(routes);
            }
        });
        return taking;
    }

    private final class Reading extends DetailReading {
        private final HttpHead head = new HttpHead();

        /** Of the request target; empty if it names none, and then the first Host field counts. */
        private String authority = "";

        private boolean hostKnown;
        private boolean upgrade;

        Reading() {
            super(routes);
        }

        @Override
        public void read(ByteBuffer prefix) {
            while (!open().isEmpty()) {
                switch (head.next(prefix)) {
                    case MORE -> {
                        return;
                    }
                    case METHOD -> keep(methods.taking(List.of(head.text())));
                    case TARGET -> target(RequestTarget.of(head.text()));
                    case VERSION -> version(head.text());
                    case HOST -> host(head.text());
                    case UPGRADE -> upgrade(head.text());
                    case END -> refuse();
                }
            }
        }

        private void target(RequestTarget target) {
            keep(takingPath(target));
            authority = target.authority();
        }

        private void version(String version) {
            if (!version.startsWith("HTTP/1.")) {
                refuse();
            } else if (authority.isEmpty()) {
                acceptWhatIsComplete();
            } else {
                host(authority);
            }
        }

        private void host(String host) {
            if (!hostKnown) {
                hostKnown = true;
                keep(hosts.takingHost(RequestTarget.withoutPort(host)));
                acceptWhatIsComplete();
            }
        }

        private void upgrade(String protocol) {
            if (protocol.equalsIgnoreCase("websocket")) {
                upgrade = true;
                acceptWhatIsComplete();
            }
        }

        /** The routes that wait neither for a host nor for an upgrade. */
        private void acceptWhatIsComplete() {
            RouteSet complete = RouteSet.copyOf(hostKnown ? open() : hosts.indifferent());
            if (!upgrade) {
                complete.removeAll(websocket);
            }
            accept(complete);
        }
    }
}
