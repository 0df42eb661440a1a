package dev.portmux.sidecar.proxy;

import dev.portmux.sidecar.net.Peer;
import java.util.Optional;

/**
 * What a header says of a connection.
 *
 * @param addresses  of the client's own connection; empty if the sender opened the connection itself (LOCAL) or does not know
 * @param serverName the name that the client asked for (PP2_TYPE_AUTHORITY)
 * @param alpn       the protocol that was agreed on in TLS (PP2_TYPE_ALPN)
 */
public record ProxyHeader(Optional<Addresses> addresses, Optional<String> serverName, Optional<String> alpn) {

    /** A header that names nobody. */
    public static final ProxyHeader LOCAL = new ProxyHeader(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Both ends of the client's connection, in one address family.
     *
     * @param source      the client
     * @param destination what the client connected to
     */
    public record Addresses(Peer source, Peer destination) {}
}
