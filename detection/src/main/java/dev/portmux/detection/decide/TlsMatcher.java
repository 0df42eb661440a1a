package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Matcher;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.parse.ClientHello;
import dev.portmux.detection.parse.HandshakeBytes;
import dev.portmux.routes.HostNames;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a route asks of a ClientHello. With Encrypted Client Hello only the outer, public name is seen. */
final class TlsMatcher implements Matcher {
    private final Match.Tls wanted;

    TlsMatcher(Match.Tls wanted) {
        this.wanted = wanted;
    }

    @Override
    public Verdict look(ByteBuffer prefix) {
        HandshakeBytes handshake = new HandshakeBytes(prefix);
        return switch (handshake.gather()) {
            case NO -> Verdict.NO;
            case MORE -> Verdict.MORE;
            case YES -> judge(ClientHello.parse(handshake.body()));
        };
    }

    private Verdict judge(Optional<ClientHello> hello) {
        return hello.isPresent() && named(hello.get()) && offers(hello.get()) ? Verdict.YES : Verdict.NO;
    }

    private boolean named(ClientHello hello) {
        return wanted.serverNames().isEmpty()
                || hello.serverName()
                        .map(name -> HostNames.matches(wanted.serverNames(), HostNames.normalised(name)))
                        .orElse(false);
    }

    private boolean offers(ClientHello hello) {
        return wanted.alpn().isEmpty() || hello.alpn().stream().anyMatch(wanted.alpn()::contains);
    }
}
