package record;

import com.hierynomus.smbj.SMBClient;
import com.jcraft.jsch.JSch;
import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.rmi.registry.LocateRegistry;
import java.util.Hashtable;
import java.util.List;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;
import net.schmizz.sshj.SSHClient;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.sshd.client.SshClient;
import org.eclipse.jgit.api.Git;
import org.elasticsearch.client.transport.TransportClient;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.transport.TransportAddress;
import org.elasticsearch.transport.client.PreBuiltTransportClient;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

final class Infrastructure {
    /** What a Dubbo consumer calls. */
    public interface Greeter {
        String hello(String name);
    }

    static List<Client> clients() {
        return List.of(
                new Client("ssh/mina", SshClient.class, "connect", (host, port) -> {
                    SshClient client = SshClient.setUpDefaultClient();
                    client.start();
                    client.connect("demo", host, port).verify(5_000).getSession();
                    Thread.sleep(3_000);
                }),
                new Client("ssh/jsch", JSch.class, "connect", (host, port) -> new JSch().getSession("demo", host, port).connect(3_000)),
                new Client("ssh/sshj", SSHClient.class, "connect", (host, port) -> new SSHClient().connect(host, port)),
                new Client("ldap/jndi", InitialDirContext.class, "anonymous bind", (host, port) -> new InitialDirContext(
                        new Hashtable<>(java.util.Map.of(
                                Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory",
                                Context.PROVIDER_URL, "ldap://" + host + ":" + port + "/dc=example,dc=com")))),
                new Client("ldap/unboundid", LDAPConnection.class, "search without a bind", (host, port) ->
                        new LDAPConnection(host, port).getRootDSE()),
                new Client("smb/smbj", SMBClient.class, "connect", (host, port) -> new SMBClient().connect(host, port)),
                new Client("rmi/jdk", LocateRegistry.class, "list the registry", (host, port) -> LocateRegistry.getRegistry(host, port).list()),
                new Client("rmi/jmx", JMXConnectorFactory.class, "JMX over RMI", (host, port) -> JMXConnectorFactory.connect(
                        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + host + ":" + port + "/jmxrmi"))),
                new Client("other/java-serialization", ObjectOutputStream.class, "an object stream", (host, port) ->
                        new ObjectOutputStream(new Socket(host, port).getOutputStream()).writeObject("hello")),
                new Client("git/jgit", Git.class, "ls-remote git://", (host, port) ->
                        Git.lsRemoteRepository().setRemote("git://" + host + ":" + port + "/project.git").call()),
                new Client("dns/dnsjava", Lookup.class, "question over TCP", (host, port) -> {
                    var resolver = new SimpleResolver(InetAddress.getByName(host));
                    resolver.setPort(port);
                    resolver.setTCP(true);
                    var lookup = new Lookup("example.com", Type.TXT);
                    lookup.setResolver(resolver);
                    lookup.run();
                }),
                new Client("elasticsearch/transport", TransportClient.class, "transport handshake of 7.17", (host, port) ->
                        new PreBuiltTransportClient(Settings.builder().put("cluster.name", "demo").build())
                                .addTransportAddress(new TransportAddress(InetAddress.getByName(host), port))),
                new Client("xmpp/smack", XMPPTCPConnection.class, "connect", (host, port) -> new XMPPTCPConnection(
                        XMPPTCPConnectionConfiguration.builder().setHost(host).setPort(port).setXmppDomain("example.com").build()).connect()),
                new Client("dubbo/dubbo-java", ReferenceConfig.class, "one call, dubbo protocol", (host, port) -> {
                    // Otherwise it replaces a loopback address by that of another interface.
                    System.setProperty("dubbo.network.interface.ignored", "^(?!lo).*");
                    var reference = new ReferenceConfig<Greeter>();
                    var application = new ApplicationConfig("demo");
                    application.setQosEnable(false);
                    reference.setApplication(application);
                    reference.setInterface(Greeter.class);
                    reference.setUrl("dubbo://" + host + ":" + port + "/" + Greeter.class.getName());
                    reference.setCheck(false);
                    reference.get().hello("demo");
                }));
    }
}
