package dev.portmux.sidecar.admin;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

/** Any bytes are a request, a refusal, or too few of them, and the same whether they come at once or one by one. */
class RequestHeadFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void head(byte[] bytes) throws IOException {
        String whole = read(new ByteArrayInputStream(bytes));
        String pieces = read(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        });
        if (!whole.equals(pieces)) {
            throw new AssertionError(whole + " at once, " + pieces + " one by one");
        }
    }

    private static String read(InputStream in) throws IOException {
        RequestHead head = new RequestHead();
        try (var channel = Channels.newChannel(in)) {
            while (!head.isComplete() && head.readFrom(channel)) {}
        }
        return head.isComplete()
                ? head.refusal().map(Reply::status).orElse(200) + " " + head.path() + " " + head.wantsBody()
                : "incomplete";
    }
}
