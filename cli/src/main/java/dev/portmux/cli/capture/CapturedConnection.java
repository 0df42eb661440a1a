package dev.portmux.cli.capture;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A connection whose beginning is in the capture. */
public final class CapturedConnection {
    private final InetSocketAddress client;
    private final InetSocketAddress server;
    private final int clientBegin;
    private final ByteStream fromClient;
    private Optional<ByteStream> fromServer = Optional.empty();
    private OptionalLong established = OptionalLong.empty();

    /** @param syn the client's first segment */
    CapturedConnection(Segment syn) {
        client = syn.from();
        server = syn.to();
        clientBegin = syn.sequence() + 1;
        fromClient = new ByteStream(clientBegin);
        fromClient.add(syn.nanos(), clientBegin, syn.payload()); // TCP Fast Open
    }

    boolean beganWith(Segment syn) {
        return syn.sequence() + 1 == clientBegin;
    }

    void add(Segment segment) {
        if (!segment.from().equals(server)) {
            if (!segment.syn() && fromServer.isPresent() && established.isEmpty()) {
                established = OptionalLong.of(segment.nanos());
            }
            fromClient.add(segment.nanos(), segment.sequence(), segment.payload());
        } else if (segment.syn() && fromServer.isEmpty()) {
            fromServer = Optional.of(new ByteStream(segment.sequence() + 1));
        } else {
            fromServer.ifPresent(stream -> stream.add(segment.nanos(), segment.sequence(), segment.payload()));
        }
    }

    InetSocketAddress client() {
        return client;
    }

    InetSocketAddress server() {
        return server;
    }

    boolean isEstablished() {
        return established.isPresent();
    }

    boolean isSilent() {
        return fromClient.first().isEmpty() && serverFirst().isEmpty();
    }

    boolean clientSpeaksFirst() {
        return fromClient.first().isPresent()
                && (serverFirst().isEmpty()
                        || fromClient.first().getAsLong() <= serverFirst().getAsLong());
    }

    /** From the end of the handshake to the first byte of either side. */
    Duration pause() {
        long first = clientSpeaksFirst()
                ? fromClient.first().getAsLong()
                : serverFirst().orElse(0);
        return Duration.ofNanos(Math.max(0, first - established.orElse(first)));
    }

    /** What the side that speaks first sends before the other answers. */
    public byte[] firstFlight() {
        return clientSpeaksFirst()
                ? fromClient.until(serverFirst().orElse(Long.MAX_VALUE))
                : fromServer
                        .map(stream -> stream.until(fromClient.first().orElse(Long.MAX_VALUE)))
                        .orElse(new byte[0]);
    }

    private OptionalLong serverFirst() {
        return fromServer.map(ByteStream::first).orElse(OptionalLong.empty());
    }
}
