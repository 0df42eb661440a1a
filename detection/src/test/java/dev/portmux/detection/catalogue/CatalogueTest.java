package dev.portmux.detection.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.decide.PreparedRoute;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void holdsEveryName() {
        assertThat(Catalogue.all())
                .extracting(Protocol::name)
                .containsExactly(
                        ("amqp amqp10 beats bolt cassandra clickhouse dns dubbo elasticsearch fluentd ftp git http http2 imap"
                                        + " kafka ldap memcached minecraft modbus mongodb mqtt mysql nats nntp openvpn openwire oracle pop3"
                                        + " postgresql proxy pulsar rabbitmq-stream rdp redis rmi rocketmq rsync rtmp rtsp sip smb smtp"
                                        + " socks4 socks5 sqlserver ssh stomp syslog thrift tls vnc xmpp zookeeper")
                                .split(" "));
    }

    @Test
    void onlyTheseAreWeak() {
        assertThat(Catalogue.all())
                .filteredOn(protocol -> protocol instanceof Protocol.ClientFirst speaking && speaking.weak())
                .extracting(Protocol::name)
                .containsExactlyInAnyOrder("rtmp", "modbus", "openvpn", "minecraft");
    }

    @Test
    void findsAliasesAndNamesTheNearest() {
        assertThat(List.of("postgres", "mssql", "h2c", "grpc", "mariadb"))
                .extracting(alias -> Catalogue.get(alias).name())
                .containsExactly("postgresql", "sqlserver", "http2", "http2", "mysql");
        assertThatThrownBy(() -> Catalogue.get("htpp"))
                .hasMessage("\"htpp\" (expected: a protocol name; the nearest is \"http\")");
    }

    @Test
    void everyClientFirstProtocolIsDocumentedAndDecidesWithinBounds() {
        for (PreparedRoute route : TestRoutes.catalogue()) {
            var protocol = (Protocol.ClientFirst) Catalogue.get(route.route().name());
            assertThat(protocol.layout()).as(protocol.name()).isNotBlank();
            assertThat(protocol.source()).as(protocol.name()).isNotBlank();
            assertThat(route.envelope().shortest().orElseThrow())
                    .as(protocol.name())
                    .isBetween(2, 32);
        }
    }
}
