package dev.portmux.cli.tryout.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** What the clients have in common. */
final class Probes {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Probes() {}

    /** The one value of a query's one row. */
    static String query(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The version of a library, from what Maven put into its jar. */
    static String version(String group, String artifact) {
        var properties = new Properties();
        try (var in =
                Probes.class.getResourceAsStream("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }
}
