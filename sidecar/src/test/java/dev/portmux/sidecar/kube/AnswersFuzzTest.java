package dev.portmux.sidecar.kube;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes are an answer of the Kubernetes API, or are refused with an {@link IOException}; never longer than they were. */
class AnswersFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void answer(byte[] bytes) {
        try {
            HttpAnswer answer = HttpAnswer.read(new ByteArrayInputStream(bytes));
            int length = answer.body().readAllBytes().length;
            if (length > bytes.length || answer.status() < 100 || answer.status() > 999) {
                throw new AssertionError(length + " bytes of status " + answer.status() + " from " + bytes.length);
            }
        } catch (IOException refused) {
            // as it should be
        }
    }
}
