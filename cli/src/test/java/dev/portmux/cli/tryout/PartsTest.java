package dev.portmux.cli.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final ArrayList<String> stopped = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void theLastStartedIsStoppedFirstAlsoWhenOneFails() {
        parts.add(() -> stopped.add("first"));
        parts.add(() -> {
            throw new IllegalStateException("will not stop");
        });
        parts.add(() -> stopped.add("last"));

        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("last", "first");
    }

    @Test
    void aPartThatComesAfterTheEndIsStoppedAtOnce() {
        parts.close();

        assertThatThrownBy(() -> parts.add(() -> stopped.add("late"))).isInstanceOf(CancellationException.class);
        assertThat(stopped).containsExactly("late");
    }
}
