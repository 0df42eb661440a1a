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
    public record Addresses(Peer source, Peer destination) {

        /** Of a socket that takes both families, whose ends may be given in different forms. */
        public static Addresses of(Peer source, Peer destination) {
            return source.address().length == destination.address().length
                    ? new Addresses(source, destination)
                    : new Addresses(mapped(source), mapped(destination));
        }

        private static Peer mapped(Peer peer) {
            return peer.address().length == 16 ? peer : new Peer(mapped(peer.address()), peer.port());
        }

        /** The form of an IPv4 address in IPv6. */
        static byte[] mapped(byte[] four) {
            byte[] six = new byte[16];
            six[10] = (byte) 0xff;
            six[11] = (byte) 0xff;
            System.arraycopy(four, 0, six, 12, 4);
            return six;
        }
    }
}
