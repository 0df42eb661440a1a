package dev.portmux.cli.run;

import dev.portmux.cli.output.CommandException;
import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution;
import dev.portmux.routes.Backend;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;

/**
 * Backends by host name: at the address that the user gave, or at the one that DNS has for the name of the backend. Names are
 * resolved once, when the table is made.
 */
record NamedBackends(Map<String, String> given) implements References {
    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        var address = given.get(reference.name());
        if (address != null) {
            var colon = address.lastIndexOf(':');
            return lookUp(host(reference.name(), address, colon), port(reference.name(), address, colon), reference);
        }
        if (reference.port() == null || reference.port().getIntVal() == null) {
            return unresolved(reference, "its port is a name");
        }
        return lookUp(reference.name(), reference.port().getIntVal(), reference);
    }

    private static Resolution lookUp(String host, int port, BackendRef reference) {
        try {
            var addresses = InetAddress.getAllByName(host);
            var backends = Arrays.stream(addresses)
                    .filter(address -> !hasZone(address))
                    .map(address -> new Backend(address.getHostAddress(), port))
                    .toList();
            return backends.isEmpty()
                    ? unresolved(reference, "\"" + host + "\" is an address with a zone (expected: one without %)")
                    : new Resolution.Resolved(backends);
        } catch (UnknownHostException e) {
            return unresolved(reference, "no host has the name \"" + host + "\"");
        }
    }

    /** Such an address means something on this machine only, so a routing table cannot hold it. */
    private static boolean hasZone(InetAddress address) {
        return address instanceof Inet6Address six && (six.getScopeId() != 0 || six.getScopedInterface() != null);
    }

    private static Resolution unresolved(BackendRef reference, String why) {
        return new Resolution.Unresolved(
                "BackendNotFound", why + "; say where it is: --backend " + reference.name() + "=HOST:PORT");
    }

    private static String host(String name, String address, int colon) {
        if (colon < 1) {
            throw bad(name, address);
        }
        return address.substring(0, colon).replaceFirst("^\\[(.*)]$", "$1");
    }

    private static int port(String name, String address, int colon) {
        var port = address.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            throw bad(name, address);
        }
        return Integer.parseInt(port);
    }

    private static CommandException bad(String name, String address) {
        return new CommandException("--backend " + name + "=" + address + " (expected: NAME=HOST:PORT)");
    }
}
