package dev.portmux.sidecar;

import dev.portmux.routes.RoutingTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Tables and configurations for tests. */
final class TestTables {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private TestTables() {}

    /** What an SSH client begins with. */
    static final String SSH = "SSH-2.0-test\r\n";

    static RoutingTable sshTo(String backend) {
        return table(route("git", "{'protocol':'ssh'}", backend));
    }

    /** @param backends ADDRESS:PORT, separated by commas */
    static String route(String name, String match, String backends) {
        String list = backends.isEmpty() ? "" : "'" + backends.replace(",", "','") + "'";
        return "{'name':'" + name + "','match':" + match + ",'backends':[" + list + "]}";
    }

    /** A table with these routes; single quotes stand for double ones. Silence 100 ms, deadline 2 s, hold 50 ms. */
    static RoutingTable table(String routes) {
        return RoutingTable.parse(json(routes));
    }

    static byte[] json(String routes) {
        return ("{'version':1,'timing':{'silenceMs':100,'deadlineMs':2000,'holdMs':50},'routes':[" + routes + "]}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    static SidecarConfig.Builder config() {
        return SidecarConfig.at(ANY_PORT, ANY_PORT);
    }
}
