package dev.portmux.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void containsAddresses(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range).contains(InetAddress.ofLiteral(address).getAddress()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8, true, true",
        "10.0.0.0/8, 10.1.0.0/16, true, true",
        "10.1.0.0/16, 10.0.0.0/8, false, true",
        "10.0.0.0/8, 11.0.0.0/8, false, false",
        "10.0.0.0/8, fd00::/8, false, false"
    })
    void comparesRanges(String outer, String inner, boolean contains, boolean overlaps) {
        assertThat(Cidr.parse(outer).contains(Cidr.parse(inner))).isEqualTo(contains);
        assertThat(Cidr.parse(outer).overlaps(Cidr.parse(inner))).isEqualTo(overlaps);
    }

    @Test
    void bitsBeyondThePrefixAreIgnored() {
        assertThat(Cidr.parse("10.1.2.3/8")).isEqualTo(Cidr.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
        assertThat(Cidr.parse("2001:db8:0:0:1::/80")).hasToString("2001:db8:0:0:1::/80");
        assertThat(Cidr.parse("::/0")).hasToString("::/0");
        assertThat(Cidr.parse("::1")).hasToString("::1/128");
    }

    /** RFC 5952, 4.2.2. */
    @Test
    void oneZeroIsNotLeftOut() {
        assertThat(Cidr.parse("2001:db8:1:0:1:1:1:1")).hasToString("2001:db8:1:0:1:1:1:1/128");
    }

    @Test
    void rangesAreEqualByAddressAndLength() {
        Cidr range = Cidr.parse("10.0.0.0/8");

        assertThat(range)
                .hasSameHashCodeAs(Cidr.parse("10.1.0.0/8"))
                .isNotEqualTo(Cidr.parse("10.0.0.0/9"))
                .isNotEqualTo(Cidr.parse("11.0.0.0/8"))
                .isNotEqualTo("10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "10.1/8", "example.com/8", "fe80::1%eth0", ""
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"")
                .hasMessageContaining("(expected: ");
    }
}
