package dev.portmux.cli.tryout.server;

import java.io.IOException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/** Apache MINA SSHD, user {@code demo} with password {@code demo}; the host key lives as long as the process. */
public record SshDemoServer(String name, SshServer server) implements DemoServer {
    static final String USER = "demo";
    static final String PASSWORD = "demo";

    public static DemoServer start(String name) throws Exception {
        var server = SshServer.setUpDefaultServer();
        server.setHost(Loopback.HOST);
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
        server.setPasswordAuthenticator((user, password, session) -> USER.equals(user) && PASSWORD.equals(password));
        server.setShellFactory(channel -> new DemoShell(name));
        server.setCommandFactory((channel, command) -> new DemoShell(name, command));
        server.start();
        return new SshDemoServer(name, server);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            // It has no process; whatever is left ends with this one.
        }
    }

    /** The shell names the service. */
    public static final class Client implements Probe {
        @Override
        public String client() {
            return "Apache MINA " + Probes.version("org.apache.sshd", "sshd-core");
        }

        @Override
        public String ask(int port) throws Exception {
            try (var session = Session.open(port)) {
                return session.run("hello");
            }
        }

        /** An SSH connection that stays open. */
        public record Session(SshClient client, ClientSession session) implements AutoCloseable {
            public static Session open(int port) throws Exception {
                var client = SshClient.setUpDefaultClient();
                client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
                client.start();
                try {
                    var session = client.connect(SshDemoServer.USER, Loopback.HOST, port)
                            .verify(Probes.PATIENCE)
                            .getSession();
                    session.addPasswordIdentity(SshDemoServer.PASSWORD);
                    session.auth().verify(Probes.PATIENCE);
                    return new Session(client, session);
                } catch (Exception e) {
                    client.stop();
                    throw e;
                }
            }

            public String run(String command) throws Exception {
                return session.executeRemoteCommand(command).strip();
            }

            @Override
            public void close() {
                session.close(true);
                client.stop();
            }
        }
    }
}
