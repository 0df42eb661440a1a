package dev.portmux.planning.reference;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ports of a Service, as backend references name them. */
public record ServicePorts(List<ServicePort> ports) {
    private static final String TCP = "TCP";

    /** A Service from a file may lack what the API server insists on: a spec, ports, the number of a port. */
    public static ServicePorts of(Service service) {
        return new ServicePorts(
                Optional.ofNullable(service.getSpec())
                        .flatMap(spec -> Optional.ofNullable(spec.getPorts()))
                        .orElse(List.of())
                        .stream()
                        .filter(port -> port != null && port.getPort() != null)
                        .toList());
    }

    /** The port with this number or name. Ports of several protocols may share a number: then the TCP port is meant. */
    public Optional<ServicePort> find(@Nullable IntOrString wanted) {
        return ports.stream()
                .filter(port -> is(port, wanted))
                .min(Comparator.comparingInt(port -> protocol(port).equals(TCP) ? 0 : 1));
    }

    private static boolean is(ServicePort port, @Nullable IntOrString wanted) {
        return wanted != null
                && (wanted.getStrVal() == null
                        ? port.getPort().equals(wanted.getIntVal())
                        : wanted.getStrVal().equals(port.getName()));
    }

    /** The protocol of a port; unset is TCP, as the API says. */
    static String protocol(ServicePort port) {
        return port.getProtocol() == null ? TCP : port.getProtocol();
    }

    /** Says that it is not there, and what is: {@code has no port 81 (it has: http 80, 7000)}. */
    public String without(@Nullable IntOrString wanted) {
        return "has no port " + text(wanted)
                + (ports.isEmpty()
                        ? " (it has no ports)"
                        : ports.stream().map(ServicePorts::text).collect(Collectors.joining(", ", " (it has: ", ")")));
    }

    private static String text(ServicePort port) {
        return port.getName() == null ? "" + port.getPort() : port.getName() + " " + port.getPort();
    }

    static String text(@Nullable IntOrString port) {
        return port == null ? "" : String.valueOf(port.getValue());
    }
}
