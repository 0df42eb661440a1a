package dev.portmux.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteStreamTest {
    private static final String TEXT = "fe ed: a first flight that came in more than one segment";

    /** Close to where sequence numbers begin again. */
    private static final int BEGIN = -20;

    private record Piece(int from, int to) {}

    @Test
    void putsSegmentsInOrderHoweverTheyAreCutRepeatedAndMixed() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            List<Piece> pieces = pieces(random);
            ByteStream stream = new ByteStream(BEGIN);
            long now = 0;
            for (Piece piece : pieces) {
                stream.add(now++, BEGIN + piece.from(), payload(TEXT.substring(piece.from(), piece.to())));
            }
            assertThat(new String(stream.until(now), StandardCharsets.US_ASCII))
                    .as("%s", pieces)
                    .isEqualTo(TEXT);
        }
    }

    private static List<Piece> pieces(Random random) {
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < TEXT.length(); ) {
            int to = Math.min(TEXT.length(), from + 1 + random.nextInt(12));
            pieces.add(new Piece(from, to));
            pieces.add(new Piece(Math.max(0, from - random.nextInt(5)), to)); // sent again, cut elsewhere
            from = to;
        }
        Collections.shuffle(pieces, random);
        return pieces;
    }

    @Test
    void endsAtTheFirstGap() {
        ByteStream stream = new ByteStream(BEGIN);
        stream.add(1, BEGIN, payload("ab"));
        stream.add(2, BEGIN + 3, payload("de"));

        assertThat(stream.until(Long.MAX_VALUE)).asString().isEqualTo("ab");
    }

    @Test
    void endsBeforeWhatCameLater() {
        ByteStream stream = new ByteStream(BEGIN);
        stream.add(1, BEGIN, payload("ab"));
        stream.add(9, BEGIN + 2, payload("after the answer"));

        assertThat(stream.until(5)).asString().isEqualTo("ab");
    }

    @Test
    void ignoresTheProbesOfKeepAlive() {
        ByteStream stream = new ByteStream(BEGIN);
        stream.add(1, BEGIN - 1, payload("\0"));

        assertThat(stream.first()).isEmpty();
    }

    private static ByteBuffer payload(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
