package dev.portmux.sidecar.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.ProxyProtocol.Version;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.proxy.HeaderParser.Complete;
import dev.portmux.sidecar.proxy.HeaderParser.Impossible;
import dev.portmux.sidecar.proxy.HeaderParser.Incomplete;
import dev.portmux.sidecar.proxy.HeaderParser.Parsed;
import dev.portmux.sidecar.proxy.ProxyHeader.Addresses;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Netty's codec, which others have tried on many load balancers. */
class HeaderParserTest {
    private static final String FOLLOWS = "SSH-2.0-x\r\n";

    static Stream<HAProxyMessage> headers() {
        return Stream.of(
                new HAProxyMessage(
                        HAProxyProtocolVersion.V1,
                        HAProxyCommand.PROXY,
                        HAProxyProxiedProtocol.TCP4,
                        "203.0.113.9",
                        "10.0.0.7",
                        51992,
                        443),
                new HAProxyMessage(
                        HAProxyProtocolVersion.V1,
                        HAProxyCommand.PROXY,
                        HAProxyProxiedProtocol.TCP6,
                        "2001:db8::9",
                        "fd00::7",
                        1,
                        65535),
                new HAProxyMessage(
                        HAProxyProtocolVersion.V2,
                        HAProxyCommand.PROXY,
                        HAProxyProxiedProtocol.TCP4,
                        "203.0.113.9",
                        "10.0.0.7",
                        51992,
                        443),
                new HAProxyMessage(
                        HAProxyProtocolVersion.V2,
                        HAProxyCommand.PROXY,
                        HAProxyProxiedProtocol.TCP6,
                        "2001:db8::9",
                        "fd00::7",
                        51992,
                        443,
                        List.of(
                                new HAProxyTLV((byte) 0xea, Unpooled.copiedBuffer(new byte[500])),
                                new HAProxyTLV((byte) 0x02, Unpooled.copiedBuffer("db.example.com", ISO_8859_1)))));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsWhatNettyWritesAtEveryCut(HAProxyMessage message) {
        EmbeddedChannel netty = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
        Addresses addresses = new Addresses(
                peer(message.sourceAddress(), message.sourcePort()),
                peer(message.destinationAddress(), message.destinationPort()));
        boolean named = !message.tlvs().isEmpty();
        netty.writeOutbound(message);
        io.netty.buffer.ByteBuf written = netty.readOutbound();
        byte[] header = new byte[written.readableBytes()];
        written.readBytes(header);
        written.release();

        for (int cut = 0; cut < header.length; cut++) {
            assertThat(parse(java.util.Arrays.copyOf(header, cut))).isInstanceOf(Incomplete.class);
        }
        for (String follows : List.of("", FOLLOWS)) {
            Parsed parsed = parse(concat(header, follows));
            assertThat(parsed).isInstanceOfSatisfying(Complete.class, complete -> {
                assertThat(complete.length()).isEqualTo(header.length);
                assertThat(complete.header().addresses().orElseThrow())
                        .usingRecursiveComparison()
                        .isEqualTo(addresses);
                assertThat(complete.header().serverName())
                        .isEqualTo(named ? Optional.of("db.example.com") : Optional.empty());
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V1,203.0.113.9,10.0.0.7,TCP4",
        "V2,203.0.113.9,10.0.0.7,TCP4",
        "V1,2001:db8::9,fd00::7,TCP6",
        "V2,2001:db8::9,fd00::7,TCP6"
    })
    void nettyReadsWhatIsWritten(Version version, String source, String destination, String family) {
        var header = new ProxyHeader(
                Optional.of(new Addresses(peer(source, 51992), peer(destination, 443))),
                Optional.of("db.example.com"),
                Optional.empty());
        EmbeddedChannel netty = new EmbeddedChannel(new HAProxyMessageDecoder());
        netty.writeInbound(Unpooled.wrappedBuffer(HeaderWriter.write(version, header, "tls")));
        HAProxyMessage message = netty.readInbound();

        assertThat(message.proxiedProtocol().name()).isEqualTo(family);
        assertThat(peer(message.sourceAddress(), message.sourcePort()).socketAddress())
                .isEqualTo(peer(source, 51992).socketAddress());
        assertThat(message.destinationPort()).isEqualTo(443);
        assertThat(message.tlvs()).hasSize(version == Version.V2 ? 2 : 0);
        message.release();
    }

    @Test
    void aConnectionWithoutAClientIsLocal() {
        for (Version version : Version.values()) {
            ByteBuffer header = HeaderWriter.write(version, ProxyHeader.LOCAL, "");
            int length = header.limit();
            assertThat(HeaderParser.parse(header)).isEqualTo(new Complete(ProxyHeader.LOCAL, length));
        }
        assertThat(parse("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n".getBytes(ISO_8859_1)))
                .isEqualTo(new Complete(ProxyHeader.LOCAL, 35));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "GET / HTTP/1.1",
                "PROXX",
                "PROXY TCP5 1.2.3.4 1.2.3.4 1 2_",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1_",
                "PROXY TCP4 1.2.3.4 ::1 1 2_",
                "PROXY TCP4 1.2.3 1.2.3.4 1 2_",
                "PROXY TCP4 1.2.3.4 1.2.3.4 65536 2_",
                "PROXY TCP4 1.2.3.4 1.2.3.4 01 2_",
                "PROXY TCP4 1.2.3.4 1.2.3.4 +1 2_",
                "PROXY TCP6 fe80::1%lo fe80::1 1 2_",
                "PROXY TCP4 a.example 1.2.3.4 1 2_",
                "PROXY  TCP4 1.2.3.4 1.2.3.4 1 2_"
            })
    void whatIsNoHeaderIsRefused(String line) {
        assertThat(parse(line.replace("_", "\r\n").getBytes(ISO_8859_1))).isInstanceOf(Impossible.class);
    }

    @Test
    void aLineThatDoesNotEndIsRefusedAt107Bytes() {
        byte[] endless = ("PROXY UNKNOWN " + "a".repeat(200)).getBytes(ISO_8859_1);

        assertThat(parse(java.util.Arrays.copyOf(endless, 106))).isInstanceOf(Incomplete.class);
        assertThat(parse(java.util.Arrays.copyOf(endless, 107))).isInstanceOf(Impossible.class);
    }

    @ParameterizedTest
    @CsvSource({
        "3021000c, false", // version 3
        "2221000c, false", // command 2
        "2111000b, false", // addresses of 11 bytes
        "21110900, false", // 2,304 bytes
        "20000000, true", // LOCAL
        "21000000, true", // PROXY without a family
        "2131000c, true" // a socket of Unix: nobody
    })
    void theFixedPartOfVersion2(String hex, boolean good) {
        byte[] rest = java.util.HexFormat.of().parseHex(hex);
        byte[] header =
                ByteBuffer.allocate(16 + 2304).put(HeaderParser.V2).put(rest).array();

        assertThat(parse(header)).isInstanceOf(good ? Complete.class : Impossible.class);
    }

    @Test
    void aWrongChecksumIsRefused() {
        ByteBuffer header = ByteBuffer.allocate(16 + 12 + 7)
                .put(HeaderParser.V2)
                .put((byte) 0x21)
                .put((byte) 0x11)
                .putShort((short) 19)
                .put(new byte[12])
                .put((byte) 0x03)
                .putShort((short) 4);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(header.array());
        int place = header.position();

        assertThat(HeaderParser.parse(header.duplicate()
                        .putInt(place, (int) crc.getValue())
                        .rewind()
                        .limit(35)))
                .isInstanceOf(Complete.class);
        assertThat(HeaderParser.parse(header.duplicate()
                        .putInt(place, (int) crc.getValue() + 1)
                        .rewind()
                        .limit(35)))
                .isInstanceOf(Impossible.class);
    }

    @Test
    void aValueThatEndsAfterTheHeaderIsRefused() {
        byte[] header = ByteBuffer.allocate(16 + 12 + 3)
                .put(HeaderParser.V2)
                .put((byte) 0x21)
                .put((byte) 0x11)
                .putShort((short) 15)
                .put(new byte[12])
                .put((byte) 0xea)
                .putShort((short) 1)
                .array();

        assertThat(parse(header)).isInstanceOf(Impossible.class);
    }

    private static Peer peer(String address, int port) {
        return Peer.of(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    private static Parsed parse(byte[] bytes) {
        return HeaderParser.parse(ByteBuffer.wrap(bytes));
    }

    private static byte[] concat(byte[] header, String follows) {
        return ByteBuffer.allocate(header.length + follows.length())
                .put(header)
                .put(follows.getBytes(ISO_8859_1))
                .array();
    }
}
