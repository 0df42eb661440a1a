package dev.portmux.cli.tryout.server;

import java.util.Locale;

/** The five services behind the one port, in the order of the routes. */
public enum Demo {
    WEB("http", 80),
    BASTION("ssh", 22),
    CACHE("redis", 6379),
    ORDERS("postgresql", 5432),
    SHOP("mysql", 3306);

    private final String protocol;
    private final int servicePort;

    Demo(String protocol, int servicePort) {
        this.protocol = protocol;
        this.servicePort = servicePort;
    }

    /** The name of the route and of its Service. */
    public String service() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String protocol() {
        return protocol;
    }

    public int servicePort() {
        return servicePort;
    }

    public Probe probe() {
        return switch (this) {
            case WEB -> new HttpDemoServer.Client();
            case BASTION -> new SshDemoServer.Client();
            case CACHE -> new RedisDemoServer.Client();
            case ORDERS -> new PostgresqlDemoServer.Client();
            case SHOP -> new MariaDbDemoServer.Client();
        };
    }

    /** What to paste into a shell, with a remark where one needs to know more. */
    public String command(int port) {
        return switch (this) {
            case WEB -> "curl http://127.0.0.1:%d/".formatted(port);
            case BASTION -> "ssh -p %d demo@127.0.0.1      (password demo)".formatted(port);
            case CACHE -> "redis-cli -p %d ping".formatted(port);
            case ORDERS -> "psql -h 127.0.0.1 -p %d -U demo".formatted(port);
            case SHOP -> "mysql -h 127.0.0.1 -P %d -u demo".formatted(port);
        };
    }

    public DemoServer start(Workspace workspace) throws Exception {
        return switch (this) {
            case WEB -> HttpDemoServer.start(service());
            case BASTION -> SshDemoServer.start(service());
            case CACHE -> RedisDemoServer.start(service(), workspace.data(service()));
            case ORDERS ->
                PostgresqlDemoServer.start(
                        service(), workspace.binaries("postgresql"), workspace.data(service()), workspace.log());
            case SHOP -> MariaDbDemoServer.start(service(), workspace.binaries("mariadb"), workspace.data(service()));
        };
    }
}
