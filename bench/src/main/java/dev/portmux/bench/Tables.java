package dev.portmux.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Routing tables of any size in which the wanted protocol comes last. */
public final class Tables {
    static final String LAST = "last";

    private static final List<String> OTHERS = List.of(
            "mongodb",
            "kafka",
            "amqp",
            "mqtt",
            "cassandra",
            "ldap",
            "http",
            "ssh",
            "redis",
            "tls",
            "postgresql",
            "smb");

    private Tables() {}

    static byte[] json(String protocol, int routes) {
        List<String> matches = new ArrayList<>();
        OTHERS.stream()
                .filter(other -> !other.equals(protocol))
                .limit(routes - 1)
                .forEach(other -> matches.add("{\"protocol\":\"" + other + "\"}"));
        // The rest are custom ones that begin like no protocol and each differ in their second byte.
        for (int i = matches.size(); i < routes - 1; i++) {
            matches.add("{\"payload\":[{\"offset\":0,\"hex\":[\"fe%02x\"]}]}".formatted(i));
        }
        matches.add("{\"protocol\":\"" + protocol + "\"}");
        return json(matches);
    }

    /** A table of routes for these matches, the last of which is called {@link #LAST}. */
    static byte[] json(List<String> matches) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            entries.add(entry(i == matches.size() - 1 ? LAST : "r" + i, matches.get(i)));
        }
        return """
                {"version":1,"timing":{"silenceMs":500,"deadlineMs":10000,"holdMs":300},"routes":[%s]}
                """.formatted(String.join(",", entries)).getBytes(UTF_8);
    }

    private static String entry(String name, String match) {
        return "{\"name\":\"" + name + "\",\"match\":" + match + ",\"backends\":[\"10.0.0.1:80\"]}";
    }
}
