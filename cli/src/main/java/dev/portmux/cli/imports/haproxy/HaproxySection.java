package dev.portmux.cli.imports.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One section of an HAProxy configuration.
 *
 * @param kind {@code frontend}, {@code backend}, {@code listen} or {@code defaults}; others are left out
 * @param http whether it is in HTTP mode, by its own line or by the defaults before it
 */
record HaproxySection(String kind, String name, boolean http, List<HaproxyLine> lines) {
    private static final Set<String> PROXIES = Set.of("frontend", "backend", "listen", "defaults");
    private static final Set<String> OTHERS =
            Set.of("global", "userlist", "peers", "resolvers", "mailers", "cache", "program", "ring", "http-errors");

    static List<HaproxySection> read(List<HaproxyLine> lines) {
        List<HaproxySection> sections = new ArrayList<>();
        boolean defaultHttp = false;
        for (int i = 0; i < lines.size(); ) {
            HaproxyLine head = lines.get(i++);
            List<HaproxyLine> body = new ArrayList<>();
            while (i < lines.size() && !begins(lines.get(i))) {
                body.add(lines.get(i++));
            }
            if (PROXIES.contains(head.keyword())) {
                boolean http = http(body, head.keyword().equals("defaults") ? false : defaultHttp);
                if (head.keyword().equals("defaults")) {
                    defaultHttp = http;
                }
                sections.add(new HaproxySection(head.keyword(), head.word(1), http, body));
            }
        }
        return sections;
    }

    private static boolean begins(HaproxyLine line) {
        return PROXIES.contains(line.keyword()) || OTHERS.contains(line.keyword());
    }

    private static boolean http(List<HaproxyLine> body, boolean unset) {
        return body.stream()
                .filter(line -> line.keyword().equals("mode"))
                .reduce((first, last) -> last)
                .map(line -> line.word(1).equals("http"))
                .orElse(unset);
    }
}
