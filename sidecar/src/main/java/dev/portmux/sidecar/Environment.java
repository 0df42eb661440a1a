package dev.portmux.sidecar;

import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.kube.KubeApi;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads the environment variables of the pod ({@code docs/design/contracts.md}). */
record Environment(Map<String, String> variables, Capacity.Machine machine) {
    private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final int LONGEST_DRAIN = 24 * 3600;
    private static final int MOST_CONNECTIONS = 1_000_000;

    /** @throws IllegalArgumentException naming the variable, its value and what is expected, in one sentence */
    SidecarConfig.Builder config(OutputStream standardOutput) {
        SidecarConfig.Builder config =
                SidecarConfig.at(address("PORTMUX_LISTEN", "0.0.0.0:8000"), address("PORTMUX_ADMIN", "0.0.0.0:9090"));
        config.capacity(Capacity.of(number("PORTMUX_MAX_CONNECTIONS", 20_000, 1, MOST_CONNECTIONS), machine));
        Optional<String> file = text("PORTMUX_ROUTES_FILE");
        Optional<String> configMap = text("PORTMUX_ROUTES_CONFIGMAP");
        if (file.isEmpty() && configMap.isEmpty()) {
            throw new IllegalArgumentException(
                    "PORTMUX_ROUTES_FILE: not set (expected: the path of a routes.json, or PORTMUX_ROUTES_CONFIGMAP)");
        }
        file.map(Path::of).ifPresent(config::routesFile);
        configMap.map(this::configMap).ifPresent(config::configMap);
        if (accessLog()) {
            config.accessLog(standardOutput);
        }
        return config;
    }

    Duration drain() {
        return Duration.ofSeconds(number("PORTMUX_DRAIN", 25, 0, LONGEST_DRAIN));
    }

    private boolean accessLog() {
        String value = text("PORTMUX_ACCESS_LOG").orElse("on");
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw wrong("PORTMUX_ACCESS_LOG", value, "on or off");
        };
    }

    private ConfigMapRef configMap(String value) {
        int slash = value.indexOf('/');
        if (!value.matches("[a-z0-9.-]+/[a-z0-9.-]+")) {
            throw wrong("PORTMUX_ROUTES_CONFIGMAP", value, "NAMESPACE/NAME");
        }
        String host = text("KUBERNETES_SERVICE_HOST")
                .orElseThrow(() -> new IllegalArgumentException(
                        "KUBERNETES_SERVICE_HOST: not set (expected in a pod, for PORTMUX_ROUTES_CONFIGMAP)"));
        int port = number("KUBERNETES_SERVICE_PORT", 443, 1, 65535);
        URI server = URI.create("https://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
        Path account = Path.of(text("PORTMUX_SERVICE_ACCOUNT").orElse(SERVICE_ACCOUNT));
        KubeApi api = new KubeApi(server, account.resolve("ca.crt"), account.resolve("token"));
        return new ConfigMapRef(api, value.substring(0, slash), value.substring(slash + 1));
    }

    private InetSocketAddress address(String name, String otherwise) {
        String value = text(name).orElse(otherwise);
        int colon = value.lastIndexOf(':');
        String port = value.substring(colon + 1);
        String host = value.substring(0, Math.max(colon, 0)).replaceAll("^\\[(.*)]$", "$1");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw wrong(name, value, "ADDRESS:PORT with a port of 0 to 65535, IPv6 in brackets");
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(port));
        } catch (IllegalArgumentException e) {
            throw wrong(name, value, "ADDRESS:PORT with an IP address, IPv6 in brackets");
        }
    }

    private int number(String name, int otherwise, int least, int most) {
        String value = text(name).orElse(Integer.toString(otherwise));
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(name, value, "a whole number of " + least + " to " + most);
    }

    /** A blank variable counts as not set. */
    private Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    private static IllegalArgumentException wrong(String name, String value, String expected) {
        return new IllegalArgumentException(name + ": \"" + value + "\" (expected: " + expected + ")");
    }
}
