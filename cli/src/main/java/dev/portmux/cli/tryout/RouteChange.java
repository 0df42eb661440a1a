package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.HttpDemoServer;
import dev.portmux.cli.tryout.server.PostgresqlDemoServer;
import dev.portmux.cli.tryout.server.SshDemoServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Gives two routes other backends while sessions of the old ones are open. */
record RouteChange(Tryout tryout) {
    private static final Set<Demo> NEEDED = Set.of(Demo.WEB, Demo.BASTION, Demo.ORDERS);
    private static final String NEXT = "-next";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * Does it.
     *
     * @return how long it took until a new connection went the new way, and that both sessions are alive
     * @throws IllegalStateException saying what is not as it should be
     */
    String run() throws Exception {
        if (!tryout.backends().keySet().containsAll(NEEDED)) {
            throw new IllegalStateException("not all of its servers could start");
        }
        var next = Map.of(
                Demo.WEB, tryout.stack().add(HttpDemoServer.start(Demo.WEB.service() + NEXT)),
                Demo.BASTION, tryout.stack().add(SshDemoServer.start(Demo.BASTION.service() + NEXT)));
        next.forEach((demo, backend) -> tryout.cluster().expose(backend, demo.servicePort()));
        try (var ssh = SshDemoServer.Client.Session.open(tryout.port());
                var database = DriverManager.getConnection(PostgresqlDemoServer.Client.url(tryout.port()))) {
            var process = backendProcess(database);
            expect("bastion: before", ssh.run("before"));

            var took = change();

            expect("bastion-next: hello", Demo.BASTION.probe().ask(tryout.port()));
            expect("bastion: after", ssh.run("after"));
            expect(process, backendProcess(database));
            return "in effect after %s, both sessions alive".formatted(took);
        }
    }

    /** Applies the change, and connects again and again until a connection goes the new way. */
    private String change() throws Exception {
        tryout.edge()
                .write(
                        tryout.port(),
                        tryout.backends().keySet(),
                        service -> service.equals(Demo.WEB.service()) || service.equals(Demo.BASTION.service())
                                ? service + NEXT
                                : service);
        var resource = tryout.edge().read();
        var begin = Stopwatch.start();
        tryout.cluster().apply(resource);
        while (!Demo.WEB.probe().ask(tryout.port()).equals("hello from web" + NEXT)) {
            if (begin.elapsed().compareTo(LONGEST) > 0) {
                throw new IllegalStateException(
                        "new connections still go the old way after " + LONGEST.toSeconds() + " s");
            }
        }
        return begin.toString();
    }

    /** One process serves one connection: the same process means the same connection. */
    private static String backendProcess(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void expect(String expected, String answer) {
        if (!expected.equals(answer)) {
            throw new IllegalStateException("\"" + answer + "\" in place of \"" + expected + "\"");
        }
    }
}
