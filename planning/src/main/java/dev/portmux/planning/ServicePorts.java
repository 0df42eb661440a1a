package dev.portmux.planning;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ports of a Service, as backend references name them. */
public record ServicePorts(List<ServicePort> ports) {

    public static ServicePorts of(Service service) {
        return new ServicePorts(service.getSpec().getPorts());
    }

    /** The port with this number or name. */
    public Optional<ServicePort> find(@Nullable IntOrString wanted) {
        return ports.stream().filter(port -> is(port, wanted)).findFirst();
    }

    private static boolean is(ServicePort port, @Nullable IntOrString wanted) {
        return wanted != null
                && (wanted.getStrVal() == null
                        ? port.getPort().equals(wanted.getIntVal())
                        : wanted.getStrVal().equals(port.getName()));
    }

    /** Says that it is not there, and what is: {@code has no port 81 (it has: http 80, 7000)}. */
    public String without(@Nullable IntOrString wanted) {
        return "has no port " + text(wanted) + " (it has: "
                + ports.stream()
                        .map(port ->
                                port.getName() == null ? "" + port.getPort() : port.getName() + " " + port.getPort())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    static String text(@Nullable IntOrString port) {
        return port == null ? "" : String.valueOf(port.getValue());
    }
}
