package dev.portmux.sidecar;

import dev.portmux.routes.AccessLogging;
import dev.portmux.routes.ConnectionPolicy;
import dev.portmux.routes.RoutingTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Tables and configurations for tests. */
public final class TestTables {
    public static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private TestTables() {}

    /** What an SSH client begins with. */
    public static final String SSH = "SSH-2.0-test\r\n";

    public static RoutingTable sshTo(String backend) {
        return table(route("git", "{'protocol':'ssh'}", backend));
    }

    /** The same, with rules for the access log. */
    public static RoutingTable sshTo(String backend, AccessLogging rules) {
        RoutingTable plain = sshTo(backend);
        ConnectionPolicy policy = plain.policy();
        return new RoutingTable(
                plain.timing(),
                new ConnectionPolicy(policy.proxyProtocol(), policy.timeouts(), policy.limits(), rules),
                plain.routes());
    }

    /** A route whose backends, ADDRESS:PORT, are separated by commas. */
    public static String route(String name, String match, String backends) {
        String list = backends.isEmpty() ? "" : "'" + backends.replace(",", "','") + "'";
        return "{'name':'" + name + "','match':" + match + ",'backends':[" + list + "]}";
    }

    /** A table with these routes; single quotes stand for double ones. Silence 100 ms, deadline 2 s, hold 50 ms. */
    public static RoutingTable table(String routes) {
        return RoutingTable.parse(json(routes));
    }

    public static byte[] json(String routes) {
        return ("{'version':1,'timing':{'silenceMs':100,'deadlineMs':2000,'holdMs':50},'routes':[" + routes + "]}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    public static SidecarConfig.Builder config() {
        return SidecarConfig.at(ANY_PORT, ANY_PORT);
    }
}
