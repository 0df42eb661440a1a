package dev.portmux.detection.automaton;

/** A limit was reached. Nothing is known then; above all, nothing is proven. */
public final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooComplexException(String message) {
        super(message);
    }
}
