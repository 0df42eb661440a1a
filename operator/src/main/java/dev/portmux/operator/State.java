package dev.portmux.operator;

/** Whether something holds, why in one word for programs, and why in one sentence for people. */
record State(boolean holds, String reason, String message) {

    static State yes(String reason, String message) {
        return new State(true, reason, message);
    }

    static State no(String reason, String message) {
        return new State(false, reason, message);
    }

    /** The first that does not hold, or else the last. */
    static State firstNo(State... states) {
        for (State state : states) {
            if (!state.holds) {
                return state;
            }
        }
        return states[states.length - 1];
    }

    State inverted() {
        return new State(!holds, reason, message);
    }
}
