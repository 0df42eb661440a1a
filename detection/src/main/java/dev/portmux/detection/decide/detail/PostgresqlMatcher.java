package dev.portmux.detection.decide.detail;

import dev.portmux.detection.parse.StartupMessage;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** What routes ask of PostgreSQL's first message. */
final class PostgresqlMatcher implements DetailMatcher {
    private final RouteSet routes = new RouteSet();
    private final ValueIndex databases = new ValueIndex();
    private final ValueIndex users = new ValueIndex();

    PostgresqlMatcher(Map<Integer, Match> matches) {
        matches.forEach((route, match) -> {
            Match.Postgresql postgresql = (Match.Postgresql) match;
            routes.add(route);
            databases.add(route, postgresql.databases());
            users.add(route, postgresql.users());
        });
    }

    @Override
    public DetailReading begin() {
        return new Reading();
    }

    private final class Reading extends DetailReading {
        Reading() {
            super(routes);
        }

        @Override
        public void read(ByteBuffer prefix) {
            switch (StartupMessage.arrived(prefix)) {
                case NO -> refuse();
                case MORE -> {}
                case YES -> {
                    StartupMessage message = StartupMessage.parse(prefix);
                    keep(users.taking(List.of(message.user())));
                    keep(databases.taking(List.of(message.database())));
                    accept(open());
                }
            }
        }
    }
}
