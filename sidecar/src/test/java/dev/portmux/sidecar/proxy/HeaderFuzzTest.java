package dev.portmux.sidecar.proxy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.sidecar.proxy.HeaderParser.Complete;
import dev.portmux.sidecar.proxy.HeaderParser.Impossible;
import dev.portmux.sidecar.proxy.HeaderParser.Incomplete;
import dev.portmux.sidecar.proxy.HeaderParser.Parsed;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Any bytes are a header, none, or the beginning of one; more bytes never change a verdict. */
class HeaderFuzzTest {
    private static final int LONGEST = 16 + 2048;

    @FuzzTest(maxDuration = "20s")
    void header(byte[] bytes) {
        Parsed before = new Incomplete();
        for (int cut = 0; cut <= bytes.length; cut++) {
            Parsed now = HeaderParser.parse(ByteBuffer.wrap(Arrays.copyOf(bytes, cut)));
            if (!(before instanceof Incomplete) && !same(before, now)) {
                throw new AssertionError(before + ", then " + now + " at " + cut);
            }
            if (now instanceof Incomplete && cut >= LONGEST) {
                throw new AssertionError("waits for more than " + cut + " bytes");
            }
            before = now;
        }
    }

    private static boolean same(Parsed one, Parsed other) {
        return (one instanceof Complete first && other instanceof Complete second)
                ? first.length() == second.length()
                : (one instanceof Impossible && other instanceof Impossible);
    }
}
