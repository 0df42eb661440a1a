package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.decide.Decider;
import dev.portmux.routes.Balance;
import dev.portmux.sidecar.SimulatedNetwork.Client;
import dev.portmux.sidecar.SimulatedNetwork.Kind;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.upstream.Endpoint;
import dev.portmux.sidecar.upstream.Upstream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A loop with a few connections: its seed decides the order of every event, piece of bytes, end, cut and timeout. */
final class Simulation {
    /** The first group has two addresses, the second one, and the third no weight. */
    private static final String GROUPS = "[{'weight':3,'backends':['127.0.0.1:1','127.0.0.1:2']},"
            + "{'backends':['127.0.0.1:4']},{'weight':0,'backends':['127.0.0.1:5']}]";

    private static final List<Decider> DECIDERS = Stream.of(Balance.values())
            .map(balance -> Decider.of(TestTables.table("{'name':'git','match':{'protocol':'ssh'},'balance':'"
                    + balance.label() + "','groups':" + GROUPS + "},"
                    + route("db", "{'protocol':'mysql'}", "127.0.0.1:3"))))
            .toList();
    private static final int MOST_STEPS = 1_000_000;

    private final Random random;
    /** Nobody resets, and time passes only when nothing else can happen: then everything must arrive. */
    private final boolean calm;

    private final SimulatedNetwork network;
    private final SimulatedClock clock = new SimulatedClock();
    private final Worker worker;
    private final Routing routing;
    private final Limits limits;
    private final StringBuilder trace = new StringBuilder();
    private final RecordingObserver observer = new RecordingObserver();

    Simulation(long seed) {
        random = new Random(seed);
        calm = random.nextInt(3) > 0;
        network = new SimulatedNetwork(random, calm);
        limits = new Limits(10, calm ? 1 << 20 : 100, random.nextBoolean() ? 16 << 20 : 0);
        routing = Routing.of(DECIDERS.get(random.nextInt(DECIDERS.size())));
        worker = TestWorkers.worker(clock, network, observer, routing, limits);
    }

    /** Runs until nothing can happen any more, and checks what is left. Returns what happened. */
    String run() {
        int connections = 1 + random.nextInt(3);
        for (int i = 0; i < connections; i++) {
            network.connectClient();
        }
        for (int i = 0; i < connections; i++) {
            worker.accepted(network.clients.get(i).peer().socket, new Peer(new byte[] {127, 0, 0, 1}, i));
        }
        runUntilQuiet();
        if (calm) {
            assertThat(observer.results()).as("connections that ended").hasSize(connections);
        }
        worker.endAll(Result.DRAINED);
        runUntilQuiet();
        assertThat(observer.results()).as("connections that ended").hasSize(connections);
        assertThat(worker.openConnections()).as("open connections").isZero();
        assertThat(worker.timers().waiting()).as("waiting timers").isZero();
        assertThat(worker.buffers().kept()).as("kept bytes").isZero();
        assertThat(worker.undecidedBytes()).as("undecided bytes").isZero();
        assertThat(network.sockets).as("sockets").allMatch(socket -> socket.closed);
        for (int i = 0; i < connections; i++) {
            checkClient(network.clients.get(i), observer.results().getOrDefault(i, Result.UNKNOWN));
        }
        network.backends.forEach(this::checkBackend);
        checkEndpoints();
        assertThat(limits.cap().open()).as("connections that count").isZero();
        if (calm && network.clients.stream().allMatch(client -> client.kind() == Kind.PROBES)) {
            assertThat(network.backends).as("dialled for probes").isEmpty();
        }
        return trace.toString();
    }

    private void runUntilQuiet() {
        for (int steps = 0; step(); steps++) {
            assertThat(steps).as("steps").isLessThan(MOST_STEPS);
        }
    }

    /** Does one of the things that can happen now; false when nothing can. */
    private boolean step() {
        List<Runnable> possible = new ArrayList<>();
        for (SimulatedSocket socket : network.sockets) {
            if (socket.eventDue()) {
                possible.add(socket::deliver);
            }
            if (socket.undecided()) {
                possible.add(socket::decideConnection);
            }
        }
        network.peers.stream().filter(SimulatedPeer::canAct).forEach(peer -> possible.add(peer::act));
        if (clock.anythingScheduled() && (possible.isEmpty() || (!calm && random.nextInt(20) == 0))) {
            possible.clear();
            possible.add(clock::advance);
        }
        if (possible.isEmpty()) {
            return false;
        }
        int choice = random.nextInt(possible.size());
        trace.append(possible.size()).append(':').append(choice).append(' ');
        possible.get(choice).run();
        if (random.nextInt(10) == 0) {
            network.sockets.get(random.nextInt(network.sockets.size())).deliverSpurious();
        }
        return true;
    }

    private void checkEndpoints() {
        for (Upstream upstream : routing.upstreams()) {
            assertThat(upstream.endpoints())
                    .as("endpoints of %s", upstream.route())
                    .allMatch(endpoint -> endpoint.open() == 0)
                    .noneMatch(endpoint -> endpoint.health() == Endpoint.Health.ON_TRIAL);
        }
        assertThat(network.dialled).as("dialled").noneMatch(address -> address.getPort() == 5);
    }

    private void checkClient(Client client, Result result) {
        byte[] got = client.peer().got();
        if (got.length > 0) {
            byte[] sent = network.backends.get(got[0]).toSend();
            assertThat(got)
                    .as("what %s got", client.kind())
                    .isEqualTo(Arrays.copyOf(sent, calm ? sent.length : got.length));
        }
        assertThat(client.peer().gotEnd).isTrue();
        if (client.peer().brokeOff()) {
            assertThat(result)
                    .as("result of a client that broke off")
                    .isNotIn(Result.MATCHED, Result.HELD, Result.SILENCE, Result.DRAINED);
        }
        if (!client.peer().resets()) {
            assertThat(client.peer().wasReset())
                    .as("reset after %s", result)
                    .isEqualTo(result == Result.RESET || result == Result.LIMITED);
        }
        if (calm) {
            boolean served = client.kind() == Kind.SPEAKS || client.kind() == Kind.IS_SILENT;
            assertThat(got.length > 0).as("%s is served", client.kind()).isEqualTo(served);
        }
    }

    private void checkBackend(SimulatedPeer backend) {
        byte[] got = backend.got();
        // Somebody who babbles after a silence reaches the server that speaks first.
        int number = got.length > 0 && got[0] == '?' ? 1 : SSH.length();
        if (got.length > number) {
            byte[] sent = network.clients.get(got[number]).peer().toSend();
            assertThat(got).isEqualTo(Arrays.copyOf(sent, calm ? sent.length : got.length));
            Result result = observer.results().getOrDefault((int) got[number], Result.UNKNOWN);
            if (backend.brokeOff()) {
                assertThat(result).as("result after its backend broke off").isEqualTo(Result.RESET);
            } else if (!backend.resets()) {
                assertThat(backend.wasReset())
                        .as("reset of a backend after %s", result)
                        .isEqualTo(result == Result.RESET);
            }
        }
        if (calm) {
            assertThat(backend.wasReset()).isFalse();
        }
    }
}
