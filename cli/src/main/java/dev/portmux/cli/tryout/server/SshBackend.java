package dev.portmux.cli.tryout.server;

import java.io.IOException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/** Apache MINA SSHD, user {@code demo} with password {@code demo}; the host key lives as long as the process. */
public record SshBackend(String name, SshServer server) implements Backend {
    static final String USER = "demo";
    static final String PASSWORD = "demo";

    public static Backend start(String name) throws Exception {
        var server = SshServer.setUpDefaultServer();
        server.setHost(Loopback.HOST);
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
        server.setPasswordAuthenticator((user, password, session) -> USER.equals(user) && PASSWORD.equals(password));
        server.setShellFactory(channel -> new DemoShell(name));
        server.setCommandFactory((channel, command) -> new DemoShell(name, command));
        server.start();
        return new SshBackend(name, server);
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
}
