package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;

import dev.portmux.sidecar.net.Dialer;
import dev.portmux.sidecar.net.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Clients that connect, and backends that accept at once or later, refuse, or never answer. */
final class SimulatedNetwork implements Dialer {
    /** What a client has in mind. */
    enum Kind {
        SPEAKS,
        IS_SILENT,
        /** Says what no route takes. */
        BABBLES,
        PROBES
    }

    record Client(Kind kind, SimulatedPeer peer) {}

    private static final SimulatedSocket.Connecting[] GOOD = {
        SimulatedSocket.Connecting.DONE, SimulatedSocket.Connecting.PENDING, SimulatedSocket.Connecting.DONE_BY_WRITE
    };
    private static final SimulatedSocket.Connecting[] BAD = {
        SimulatedSocket.Connecting.REFUSED, SimulatedSocket.Connecting.NEVER
    };

    /** None, one of a group, or a whole group. */
    private static final List<Set<Integer>> BAD_PORTS =
            List.of(Set.of(), Set.of(1), Set.of(2), Set.of(4), Set.of(1, 2), Set.of(1, 4));

    final List<Client> clients = new ArrayList<>();
    final List<SimulatedPeer> backends = new ArrayList<>();
    final List<InetSocketAddress> dialled = new ArrayList<>();
    final List<SimulatedPeer> peers = new ArrayList<>();
    final List<SimulatedSocket> sockets = new ArrayList<>();
    private final Random random;
    private final boolean calm;
    private final boolean bulk;
    private final boolean epoll;
    /** In a calm network these never accept: another one is to be found. */
    private final Set<Integer> badPorts;

    SimulatedNetwork(Random random, boolean calm) {
        this.random = random;
        this.calm = calm;
        bulk = random.nextInt(50) == 0;
        epoll = random.nextBoolean();
        badPorts = BAD_PORTS.get(random.nextInt(BAD_PORTS.size()));
    }

    Client connectClient() {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        byte number = (byte) clients.size();
        SimulatedPeer peer = switch (kind) {
            case SPEAKS -> peer(SimulatedSocket.Connecting.DONE, stream(SSH, number), ending());
            case BABBLES -> peer(SimulatedSocket.Connecting.DONE, stream("?", number), ending());
            case IS_SILENT -> peer(SimulatedSocket.Connecting.DONE, new byte[0], SimulatedPeer.Ending.FOLLOW);
            case PROBES -> peer(SimulatedSocket.Connecting.DONE, new byte[0], probeEnding());
        };
        Client client = new Client(kind, peer);
        clients.add(client);
        return client;
    }

    @Override
    public Socket dial(InetSocketAddress backend) throws IOException {
        dialled.add(backend);
        boolean bad = calm ? badPorts.contains(backend.getPort()) : random.nextInt(3) == 0;
        if (bad && random.nextInt(3) == 0) {
            throw new IOException("Network is unreachable");
        }
        SimulatedSocket.Connecting[] ways = bad ? BAD : GOOD;
        boolean somebodyFollows =
                clients.stream().anyMatch(client -> client.peer().follows());
        SimulatedPeer.Ending ending = calm && somebodyFollows ? SimulatedPeer.Ending.FINISH : ending();
        SimulatedPeer peer = peer(ways[random.nextInt(ways.length)], stream("", (byte) backends.size()), ending);
        backends.add(peer);
        return peer.socket;
    }

    private SimulatedPeer peer(SimulatedSocket.Connecting connecting, byte[] toSend, SimulatedPeer.Ending ending) {
        int most = bulk ? 1_000_000 : random.nextBoolean() ? 10 : 5_000;
        SimulatedSocket socket = new SimulatedSocket(epoll, 1 + random.nextInt(most), connecting);
        SimulatedPeer peer = new SimulatedPeer(socket, random, toSend, ending);
        sockets.add(socket);
        peers.add(peer);
        return peer;
    }

    /** The beginning, the number of the sender, and anything. */
    private byte[] stream(String beginning, byte number) {
        byte[] prefix = beginning.getBytes(StandardCharsets.US_ASCII);
        int most = bulk ? 2_000_000 : random.nextBoolean() ? 20 : 3_000;
        byte[] bytes = new byte[prefix.length + 1 + random.nextInt(most)];
        random.nextBytes(bytes);
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        bytes[prefix.length] = number;
        return bytes;
    }

    private SimulatedPeer.Ending ending() {
        if (!calm && random.nextInt(3) == 0) {
            return random.nextInt(3) > 0 ? SimulatedPeer.Ending.RESET : SimulatedPeer.Ending.FINISH_THEN_RESET;
        }
        return random.nextBoolean() ? SimulatedPeer.Ending.FINISH : SimulatedPeer.Ending.FOLLOW;
    }

    private SimulatedPeer.Ending probeEnding() {
        return random.nextBoolean() ? SimulatedPeer.Ending.FINISH : SimulatedPeer.Ending.RESET;
    }
}
