package dev.portmux.sidecar.pipeline;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.parse.ClientHello;
import dev.portmux.detection.parse.ClientHelloReader;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.ConnectionFacts.Via;
import dev.portmux.sidecar.proxy.HeaderWriter;
import dev.portmux.sidecar.proxy.ProxyHeader;
import dev.portmux.sidecar.proxy.ProxyHeader.Addresses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a backend is told of a client in its PROXY header. */
final class BackendHeader {
    private BackendHeader() {}

    /**
     * The bytes of a header. It is a local one (LOCAL, UNKNOWN) while the client is not known.
     *
     * @param protocol the label of the route's match
     */
    static ByteBuffer write(ProxyProtocol.Version version, Socket client, Deciding decided, String protocol) {
        return HeaderWriter.write(version, header(client, decided), protocol);
    }

    private static ProxyHeader header(Socket client, Deciding decided) {
        ConnectionFacts facts = decided.facts();
        if (facts.via() instanceof Via.Outstanding) {
            return ProxyHeader.LOCAL;
        }
        Optional<ProxyHeader> received = facts.header();
        Optional<Addresses> addresses = received.isPresent() ? received.get().addresses() : ofSocket(client, facts);
        return new ProxyHeader(
                addresses,
                received.flatMap(ProxyHeader::serverName).or(() -> serverName(decided.undecided())),
                received.flatMap(ProxyHeader::alpn));
    }

    private static Optional<Addresses> ofSocket(Socket client, ConnectionFacts facts) {
        try {
            return Optional.of(Addresses.of(facts.peer(), client.localAddress()));
        } catch (IOException e) {
            return Optional.empty(); // it is gone
        }
    }

    private static Optional<String> serverName(ByteBuffer bytes) {
        ClientHelloReader reader = new ClientHelloReader();
        return bytes.hasRemaining() && reader.read(bytes) == Verdict.YES
                ? reader.hello(bytes).flatMap(ClientHello::serverName)
                : Optional.empty();
    }
}
