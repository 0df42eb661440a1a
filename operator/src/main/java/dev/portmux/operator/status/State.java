package dev.portmux.operator.status;

/** Whether something holds, why in one word for programs, and why in one sentence for people. */
public record State(boolean holds, String reason, String message) {

    public static State yes(String reason, String message) {
        return new State(true, reason, message);
    }

    public static State no(String reason, String message) {
        return new State(false, reason, message);
    }

    /** The first that does not hold, or else the last. */
    public static State firstNo(State... states) {
        for (State state : states) {
            if (!state.holds) {
                return state;
            }
        }
        return states[states.length - 1];
    }

    public State inverted() {
        return new State(!holds, reason, message);
    }
}
