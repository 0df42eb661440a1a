package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.hosts[0]: "a" (expected: b: c) | spec.http.hosts[0] | "a" (expected: b: c)
            at most one of a, b                 | spec               | at most one of a, b
            """)
    void theTextBeginsWithTheRestOfThePath(String text, String field, String message) {
        assertThat(Problem.below("spec", text)).isEqualTo(new Problem(field, "UnsupportedValue", message));
    }

    @Test
    void onlyWhatDoesNotHoldIsAProblem() {
        problems.require(true, "a", "fine");
        assertThat(problems.none()).isTrue();

        problems.require(false, "b", "wrong");
        assertThat(problems.none()).isFalse();
        assertThat(problems.all()).containsExactly(new Problem("b", "UnsupportedValue", "wrong"));
        assertThat(problems.all().getFirst()).hasToString("b: wrong");
    }

    @Test
    void anAttemptMakesAValueOrAProblem() {
        assertThat(problems.attempt("spec", () -> 1)).contains(1);
        assertThat(problems.none()).isTrue();
        assertThat(problems.attempt("spec", () -> Integer.valueOf("x"))).isEmpty();
        assertThat(problems.all()).containsExactly(new Problem("spec.For input string", "UnsupportedValue", "\"x\""));
    }

    @Test
    void anErrorThatIsNoRefusalIsNotHidden() {
        assertThatThrownBy(() -> problems.attempt("spec", () -> {
                    throw new IllegalStateException("a defect");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(problems.none()).isTrue();
    }

    @Test
    void thePathIsPutBeforeTheText() {
        assertThat(Problems.within("a: ", () -> 1)).isEqualTo(1);
        assertThatThrownBy(() -> Problems.within("a[1]: ", () -> {
                    throw new IllegalArgumentException("b");
                }))
                .hasMessage("a[1]: b")
                .hasRootCauseMessage("b");
    }
}
