package dev.portmux.sidecar.kube;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Whatever is sent in chunks of whatever sizes arrives; whatever else is sent is refused with an {@link IOException}. */
class ChunksFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void chunks(byte[] bytes) throws IOException {
        try {
            int length = new ChunkedBody(new ByteArrayInputStream(bytes)).readAllBytes().length;
            if (length > bytes.length) {
                throw new AssertionError(length + " bytes from " + bytes.length);
            }
        } catch (IOException refused) {
            // as it should be
        }
        InputStream body = new ChunkedBody(new ByteArrayInputStream(inChunks(bytes)));
        if (!Arrays.equals(bytes, body.readAllBytes())) {
            throw new AssertionError("something else arrived");
        }
    }

    /** The first byte of each chunk says how long it is. */
    private static byte[] inChunks(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            int size = Math.min(1 + (bytes[at] & 0xff), bytes.length - at);
            out.writeBytes((Integer.toHexString(size) + (size % 2 == 0 ? ";x=y" : "") + "\r\n").getBytes(US_ASCII));
            out.write(bytes, at, size);
            out.writeBytes("\r\n".getBytes(US_ASCII));
            at += size;
        }
        out.writeBytes("0\r\n\r\n".getBytes(US_ASCII));
        return out.toByteArray();
    }
}
