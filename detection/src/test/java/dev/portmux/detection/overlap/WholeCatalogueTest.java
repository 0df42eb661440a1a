package dev.portmux.detection.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which protocols of the catalogue are not proven apart. */
class WholeCatalogueTest {

    @Test
    void strongProtocolsAreApartButForThese() {
        Findings findings = Findings.of(TestRoutes.protocols(Catalogue.all().stream()
                .filter(protocol -> protocol instanceof Protocol.ClientFirst speaking && !speaking.weak())
                .map(Protocol::name)
                .toArray(String[]::new)));

        assertThat(findings.all())
                .extracting(finding -> finding.kind().label() + " " + finding.others() + " " + finding.route())
                .isEqualTo(List.of(
                        // MongoDB begins with the low byte of a length, which can be any byte.
                        "order_decides [cassandra] mongodb",
                        "order_decides [memcached] mongodb",
                        // Lengths of 16 bits, of which the first bytes came.
                        "may_delay [dns] socks4",
                        "may_delay [dns] socks5",
                        "may_delay [mongodb] socks5",
                        "may_delay [oracle] socks5",
                        "may_delay [mongodb] thrift"));
    }
}
