package dev.portmux.detection.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that depend on each other say NO at the first byte that does not fit. */
class ConditionsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            socks5, 05,                             MORE
            socks5, 0502,                           MORE
            socks5, 050200,                         MORE
            socks5, 05020001,                       YES
            socks5, 05020000,                       NO
            socks5, 0500,                           NO
            socks5, 0509,                           NO
            socks5, 050300,                         MORE
            socks5, 05030202,                       NO
            pulsar, 0000000f00,                     MORE
            pulsar, 0000000f0000000b,               MORE
            pulsar, 0000000f0000000b080212,         YES
            pulsar, 0000000f0000000c,               NO
            pulsar, 0000010f000000,                 NO
            rdp,    0300001300,                     NO
            rdp,    030000130e,                     MORE
            rdp,    030000130ee0000000000001000800, YES
            rdp,    0300000b06e00000000000,         YES
            rdp,    0300000b07,                     NO
            """)
    void fieldsThatDependOnEachOther(String protocol, String hex, Verdict verdict) {
        var known = (Protocol.ClientFirst) Catalogue.get(protocol);

        assertThat(Catalogue.look(known, ByteBuffer.wrap(Bytes.ofHex(hex).toArray())))
                .isEqualTo(verdict);
    }
}
