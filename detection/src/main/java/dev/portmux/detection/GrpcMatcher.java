package dev.portmux.detection;

import java.nio.ByteBuffer;

/** stub */
final class GrpcMatcher implements Matcher {
    @Override
    public Verdict look(ByteBuffer prefix) {
        return Verdict.NO;
    }
}
