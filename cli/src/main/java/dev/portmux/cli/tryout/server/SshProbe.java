package dev.portmux.cli.tryout.server;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** The shell names the service. */
public final class SshProbe implements Probe {
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
                var session = client.connect(SshBackend.USER, Loopback.HOST, port)
                        .verify(Probes.PATIENCE)
                        .getSession();
                session.addPasswordIdentity(SshBackend.PASSWORD);
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
