package dev.portmux.detection.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.decide.PreparedRoute;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql | 4a0000000a382e302e3336      | YES
            mysql | 10000001ff                  | NO
            mariadb | 48000000ff6a04            | YES
            mysql | 4a0000                      | MORE
            mysql | 323230206d61696c            | NO
            smtp  | 3232302d6d61696c            | YES
            smtp  | 353534206e6f                | YES
            smtp  | 323030206e6577730d0a        | NO
            ftp   | 3232302028767346545064      | YES
            ftp   | 353030204f4f50533a          | YES
            nntp  | 32303120                    | YES
            nntp  | 32323020                    | NO
            pop3  | 2b4f4b20                    | YES
            pop3  | 2a204f4b                    | NO
            imap  | 2a20707265617574682078      | YES
            imap  | 2a204259452066756c6c        | YES
            imap  | 2b4f4b20                    | NO
            nats  | 494e464f207b22              | YES
            vnc   | 524642203030332e3030380a    | YES
            vnc   | 5353482d322e302d            | NO
            """)
    void tellsAServersGreetingFromThatOfAnother(String name, String hex, Verdict verdict) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(Catalogue.greeting(name).orElseThrow().look(ByteBuffer.wrap(bytes)))
                .isEqualTo(verdict);
    }

    @Test
    void everyServerFirstProtocolHasAGreetingThatIsSoonCertain() {
        for (Protocol protocol : Catalogue.all()) {
            Optional<Gate> greeting = Catalogue.greeting(protocol.name());
            assertThat(greeting.isPresent()).isEqualTo(protocol instanceof Protocol.ServerFirst);
            greeting.ifPresent(gate -> assertThat(gate.envelope().longest().orElseThrow())
                    .as(protocol.name())
                    .isBetween(3, 16));
        }
        assertThat(Catalogue.greeting("payload")).isEmpty();
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
