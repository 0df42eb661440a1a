package dev.portmux.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            474554202f0d0a | "GET /\\r\\n"
            09225c         | "\\t\\"\\\\"
            1f207e7f       | "\\x1f ~\\x7f"
            00ff           | "\\x00\\xff"
            """)
    void haveTwoForms(String hex, String text) {
        Bytes bytes = Bytes.ofHex(hex);

        assertThat(bytes.text()).isEqualTo(text);
        assertThat(bytes.hex()).isEqualTo(hex);
        assertThat(bytes).hasToString(hex);
    }

    @Test
    void areUnsigned() {
        Bytes bytes = Bytes.ofText("A\u00ff");

        assertThat(bytes.at(0)).isEqualTo('A');
        assertThat(bytes.at(1)).isEqualTo(255);
        assertThat(bytes.toArray()).containsExactly('A', 0xff);
    }

    @Test
    void doNotChange() {
        byte[] content = {1, 2};
        Bytes bytes = Bytes.of(content);
        content[0] = 3;
        bytes.toArray()[1] = 3;

        assertThat(bytes).isEqualTo(Bytes.ofHex("0102")).hasSameHashCodeAs(Bytes.ofHex("0102"));
        assertThat(bytes).isNotEqualTo(Bytes.ofHex("0103")).isNotEqualTo("0102");
        assertThat(bytes.hashCode()).isNotEqualTo(Bytes.ofHex("0103").hashCode());
    }
}
