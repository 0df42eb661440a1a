package dev.portmux.sidecar.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @Test
    void onTheWildcardAddressEveryAddressOfThisMachineIsItsOwn() throws SocketException {
        OwnAddress own = new OwnAddress(at("0.0.0.0", 8000));
        assertThat(own.test(at("127.0.0.1", 8000))).isTrue();
        assertThat(own.test(at("127.1.2.3", 8000))).isTrue();
        assertThat(own.test(at("::1", 8000))).isTrue();
        assertThat(own.test(at("0.0.0.0", 8000))).isTrue();
        assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
                .allMatch(address -> own.test(new InetSocketAddress(address, 8000)));
        assertThat(own.test(at("127.0.0.1", 8001))).isFalse();
        assertThat(own.test(at("192.0.2.1", 8000))).isFalse();
    }

    @Test
    void onOneAddressOnlyThatOneIs() {
        OwnAddress own = new OwnAddress(at("127.0.0.2", 8000));
        assertThat(own.test(at("127.0.0.2", 8000))).isTrue();
        assertThat(own.test(at("0.0.0.0", 8000))).isTrue();
        assertThat(own.test(at("127.0.0.1", 8000))).isFalse();
    }
}
