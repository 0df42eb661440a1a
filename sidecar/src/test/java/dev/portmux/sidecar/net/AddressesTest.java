package dev.portmux.sidecar.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5952: one way to write each address. */
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.255.128, 10.0.255.128:80",
        "0.0.0.0, 0.0.0.0:80",
        "::, [::]:80",
        "::1, [::1]:80",
        "1::, [1::]:80",
        "2001:0db8:0:0:0:0:2:1, [2001:db8::2:1]:80",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:80",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:80",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:80",
        "2001:DB8::ABCD:00EF, [2001:db8::abcd:ef]:80",
        "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:80",
        "0:1:2:3:4:5:6:7, [0:1:2:3:4:5:6:7]:80",
        "0:0:1:2:3:4:5:6, [::1:2:3:4:5:6]:80",
        "1:2:3:4:5:6:0:0, [1:2:3:4:5:6::]:80",
    })
    void hasOneFormForEachAddress(String address, String expected) {
        InetAddress ip = InetAddress.ofLiteral(address);
        StringBuilder out = new StringBuilder();
        Addresses.append(out, ip.getAddress(), 80);
        assertThat(out).hasToString(expected);
        assertThat(Addresses.text(new InetSocketAddress(ip, 80))).isEqualTo(expected);
    }

    @Test
    void writesIpv4MappedAddressesAsIpv4() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
        StringBuilder out = new StringBuilder();
        Addresses.append(out, mapped, 443);
        assertThat(out).hasToString("10.1.2.3:443");
    }

    @Test
    void keepsTheZone() throws UnknownHostException {
        byte[] linkLocal = InetAddress.ofLiteral("fe80::7").getAddress();
        InetAddress scoped = Inet6Address.getByAddress(null, linkLocal, 3);
        assertThat(Addresses.text(new InetSocketAddress(scoped, 1))).isEqualTo("[fe80::7%3]:1");
    }

    @Test
    void keepsANameThatWasNotResolved() {
        assertThat(Addresses.text(InetSocketAddress.createUnresolved("db", 5432)))
                .isEqualTo("db:5432");
    }
}
