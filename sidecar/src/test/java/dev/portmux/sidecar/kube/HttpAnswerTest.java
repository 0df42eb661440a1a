package dev.portmux.sidecar.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for an answer, and what is not. */
class HttpAnswerTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static HttpAnswer answer(String bytes) throws IOException {
        return HttpAnswer.read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String body(String bytes) throws IOException {
        return new String(answer(bytes).body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 404 \r\n", "HTTP/1.0 404\r\n", "HTTP/1.1 404\n"})
    void readsTheStatus(String line) throws IOException {
        assertThat(answer(line + "\r\n").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/2 200\r\n", "HTTP/1.1 2000\r\n", "HTTP/1.1 099\r\n", "SSH-2.0-x\r\n", "\r\n", "<html>\n"})
    void refusesWhatIsNoStatus(String line) {
        assertThatThrownBy(() -> answer(line + "\r\n"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("(expected: HTTP/1.1 and a status)");
    }

    @Test
    void showsThePrintableBeginningOfWhatItRefuses() {
        assertThatThrownBy(() -> answer("\u0001\u00ff" + "x".repeat(100) + "\r\n"))
                .hasMessage("the answer began with \"??" + "x".repeat(38) + "...\" (expected: HTTP/1.1 and a status)");
    }

    @Test
    void takesABodyWithoutChunksUntilTheEnd() throws IOException {
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")).isEqualTo("body");
    }

    @Test
    void joinsChunks() throws IOException {
        assertThat(body(CHUNKED + "4\r\nbody\r\n00A;name=value\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nmore"))
                .isEqualTo("body0123456789");
    }

    @Test
    void showsTheBytesOfAChunkBeforeItIsComplete() throws IOException {
        InputStream body = answer(CHUNKED + "10\r\nevent").body();
        assertThat(body.read(new byte[100])).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer-encoding:chunked",
                "TRANSFER-ENCODING: \tChunked ",
                "A: b\r\nTransfer-Encoding: chunked"
            })
    void knowsTheHeaderHoweverItIsWritten(String header) throws IOException {
        assertThat(body("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n1\r\nx\r\n0\r\n\r\n"))
                .isEqualTo("x");
    }

    @Test
    void refusesOtherCodings() {
        assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
                .hasMessage("Transfer-Encoding is \"gzip, chunked\" (expected: chunked)");
    }

    @Test
    void refusesAHeadWithoutEnd() {
        assertThatThrownBy(() -> answer("HTTP/1.1 200 " + "x".repeat(20_000)))
                .hasMessageContaining("at most 16384 bytes");
        assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(10_000)))
                .hasMessageContaining("(expected: at most ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1\r\n", "+1\r\n", "x\r\n", "10000000\r\n", "0x1\r\n", "1 1\r\n"})
    void refusesASizeThatIsNone(String size) {
        assertThatThrownBy(() -> body(CHUNKED + size + "\r\n"))
                .hasMessageContaining("the size of a chunk is")
                .hasMessageContaining("(expected: 1 to 7 hex digits)");
    }

    @Test
    void refusesASizeLineWithoutEnd() {
        assertThatThrownBy(() -> body(CHUNKED + "1;" + "x".repeat(300))).hasMessageContaining("at most 256 bytes");
    }

    @Test
    void refusesAChunkThatIsLongerThanItsSize() {
        assertThatThrownBy(() -> body(CHUNKED + "3\r\nbody\r\n"))
                .hasMessage("after a chunk came \"y\" (expected: the end of the line)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1",
                "HTTP/1.1 200 OK\r\nA: b\r\n",
                CHUNKED,
                CHUNKED + "4",
                CHUNKED + "4\r\nbo",
                CHUNKED + "4\r\nbody",
                CHUNKED + "4\r\nbody\r\n"
            })
    void tellsACutFromAnEnd(String bytes) {
        assertThatThrownBy(() -> body(bytes))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("the connection ended in the middle of");
    }
}
