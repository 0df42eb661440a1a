package dev.portmux.detection.decide.detail;

import dev.portmux.detection.parse.ClientHello;
import dev.portmux.detection.parse.ClientHelloReader;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** What routes ask of a ClientHello. With Encrypted Client Hello only the outer, public name is seen. */
final class TlsMatcher implements DetailMatcher {
    private final RouteSet routes = new RouteSet();
    private final ValueIndex serverNames = new ValueIndex();
    private final ValueIndex alpn = new ValueIndex();

    TlsMatcher(Map<Integer, Match> matches) {
        matches.forEach((route, match) -> {
            Match.Tls tls = (Match.Tls) match;
            routes.add(route);
            serverNames.add(route, tls.serverNames());
            alpn.add(route, tls.alpn());
        });
    }

    @Override
    public DetailReading begin() {
        return new Reading();
    }

    private final class Reading extends DetailReading {
        private final ClientHelloReader reader = new ClientHelloReader();

        Reading() {
            super(routes);
        }

        @Override
        public void read(ByteBuffer prefix) {
            switch (reader.read(prefix)) {
                case NO -> refuse();
                case MORE -> {}
                case YES -> decide(reader.hello(prefix));
            }
        }

        private void decide(Optional<ClientHello> hello) {
            if (hello.isEmpty()) {
                refuse();
                return;
            }
            keep(hello.get().serverName().map(serverNames::takingHost).orElse(serverNames.indifferent()));
            keep(alpn.taking(hello.get().alpn()));
            accept(open());
        }
    }
}
