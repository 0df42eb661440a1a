package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.detail.DetailReading;
import dev.portmux.detection.decide.detail.RouteSet;
import dev.portmux.routes.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The decision over one connection, for one thread.
 *
 * <p>The first route that says YES with only NO before it is chosen. Since YES and NO are final, this condition once true
 * stays true, and it is a function of the bytes alone: the chosen route does not depend on how they were cut. A NO is
 * remembered, and so is a YES: nothing after it can be chosen any more.
 */
public final class Detection {
    private static final int NONE = RouteSet.NONE;
    private static final @Nullable Progress[] NOTHING_BEGUN = {};

    /** Covers one lost first segment: its retransmission comes about this long after a round trip. */
    private static final Duration LOSS_ALLOWANCE = Duration.ofMillis(300);

    private final Decider decider;

    /** Routes that have not said NO. */
    private final RouteSet candidates;

    private final int silent;
    private final int catchAll;
    private int matched = NONE;

    /** The route that is chosen if nothing follows: the matched one, or one before it whose message may be complete. */
    private int standby = NONE;

    /** The first route whose protocol is certain while its details are missing. */
    private int recognised = NONE;

    private int seen;

    /** By group: how far it has got. Empty until a first segment is not enough. */
    private @Nullable Progress[] progress = NOTHING_BEGUN;

    /** Begins with the routes for the source of the connection, a set that is this detection's from here on. */
    Detection(Decider decider, RouteSet forSource) {
        this.decider = decider;
        silent = forSource.firstIn(decider.silent());
        catchAll = forSource.firstIn(decider.catchAlls());
        candidates = forSource;
        candidates.retainAll(decider.speaking());
    }

    /**
     * Judges all bytes so far, 0 to {@code prefix.limit()}. The bytes of an earlier call must be the same as then. Only the new
     * ones are read, and a message once more when it is complete: so a connection costs what its bytes cost, however they were cut.
     */
    public Decision look(ByteBuffer prefix) {
        if (prefix.limit() == 0) {
            return Decision.Wait.PLAIN;
        }
        if (seen == 0) {
            candidates.retainAll(decider.aliveAfter(prefix.get(0)));
        }
        boolean full = prefix.limit() >= byteLimit();
        // Bytes beyond the limit must not count, or the route would depend on how much came at once.
        judge(prefix.limit() > byteLimit() ? prefix.slice(0, byteLimit()) : prefix);
        Decision decision = decision();
        return full && decision instanceof Decision.Wait ? ended() : decision;
    }

    /** Shows the bytes to each group that has a route which can still be chosen. */
    private void judge(ByteBuffer prefix) {
        seen = prefix.limit();
        standby = matched;
        recognised = NONE;
        int route = candidates.next(0);
        while (route < standby) {
            RouteGroup group = decider.groupOf(route);
            if (group.asksForDetails()) {
                judgeDetails(group, prefix);
            } else {
                judgeAlike(group, route, prefix);
            }
            route = candidates.nextBeside(group.members(), route + 1);
        }
    }

    /** For a group whose routes all get the same verdict. If the first segment is enough, nothing is kept. */
    private void judgeAlike(RouteGroup group, int route, ByteBuffer prefix) {
        Progress begun = begun(group);
        Verdict verdict = begun == null ? group.gate().look(prefix) : begun.advance(prefix);
        switch (verdict) {
            case NO -> candidates.removeAll(group.members());
            case YES -> {
                matched = route;
                standby = route;
            }
            case MORE -> {
                if (begun == null) {
                    begin(group).advance(prefix);
                }
            }
        }
    }

    private void judgeDetails(RouteGroup group, ByteBuffer prefix) {
        Progress begun = begun(group);
        Progress current = begun == null ? begin(group) : begun;
        Verdict protocol = current.advance(prefix);
        if (protocol == Verdict.NO) {
            candidates.removeAll(group.members());
            return;
        }
        DetailReading details = current.details();
        if (!details.open().isEmpty()) {
            details.read(prefix);
        }
        candidates.removeAll(details.no());
        if (protocol == Verdict.YES) {
            matched = Math.min(matched, candidates.firstIn(details.yes()));
            int open = candidates.firstIn(details.open());
            if (details.mayWait(prefix)) {
                standby = Math.min(standby, open);
            } else {
                recognised = Math.min(recognised, open);
            }
            standby = Math.min(standby, matched);
        }
    }

    private @Nullable Progress begun(RouteGroup group) {
        return progress.length == 0 ? null : progress[group.index()];
    }

    private Progress begin(RouteGroup group) {
        if (progress.length == 0) {
            progress = new Progress[decider.groups().size()];
        }
        Progress begun = new Progress(group);
        progress[group.index()] = begun;
        return begun;
    }

    /** Whether a route before the one on standby is certain of its protocol and only waits for details. */
    private boolean isRecognised() {
        return recognised < standby;
    }

    private Decision decision() {
        int first = candidates.next(0);
        if (first == NONE) {
            return unmatched(Outcome.UNKNOWN, "no route takes these bytes, and there is no catch-all");
        }
        if (first == matched) {
            return chosen(matched, Outcome.MATCHED);
        }
        return standby == NONE || isRecognised() ? Decision.Wait.PLAIN : Decision.Wait.HELD;
    }

    /** The hold time passed without a byte, after {@link Decision.Wait#held()}. */
    public Decision holdExpired() {
        return standby == NONE || isRecognised() ? Decision.Wait.PLAIN : chosen(standby, Outcome.HELD);
    }

    /** The silence window passed without any byte: the first route for this source that takes the silent, else the catch-all. */
    public Decision silenceExpired() {
        if (seen > 0) {
            return Decision.Wait.PLAIN;
        }
        if (silent != NONE) {
            return chosen(silent, Outcome.SILENCE);
        }
        return catchAll == NONE ? Decision.Wait.PLAIN : chosen(catchAll, Outcome.CATCH_ALL);
    }

    /** The absolute limit from accept passed. Never waits. */
    public Decision deadlineExpired() {
        if (seen > 0) {
            return ended();
        }
        return speaksFirst()
                ? silenceExpired()
                : new Decision.Close(Outcome.INCOMPLETE, "no byte came before the deadline");
    }

    /** The client sent FIN. Never waits; without a byte it was a probe, for which no backend is dialled. */
    public Decision endOfInput() {
        return seen > 0 ? ended() : new Decision.Close(Outcome.PROBE, "closed without sending a byte");
    }

    /** No more bytes will be judged: what still waits for more counts as NO. */
    private Decision ended() {
        if (isRecognised()) {
            return new Decision.Close(Outcome.INCOMPLETE, "the protocol is known, but not what the client asks for");
        }
        if (standby != NONE) {
            return chosen(standby, Outcome.HELD);
        }
        return candidates.isEmpty()
                ? unmatched(Outcome.UNKNOWN, "no route takes these bytes, and there is no catch-all")
                : unmatched(Outcome.INCOMPLETE, "too few bytes for any route, and there is no catch-all");
    }

    private Decision unmatched(Outcome outcome, String reason) {
        return catchAll == NONE ? new Decision.Close(outcome, reason) : chosen(catchAll, Outcome.CATCH_ALL);
    }

    private Decision chosen(int index, Outcome outcome) {
        Route route = decider.route(index).route();
        return new Decision.Chosen(route, route.match().label(), outcome, seen);
    }

    /** Whether some route for this source takes the silent: a server-first one, one with {@code silence}, else the catch-all. */
    public boolean speaksFirst() {
        return silent != NONE || catchAll != NONE;
    }

    /**
     * How long a client may be silent before {@link #silenceExpired()} is due. It is zero where the client's bytes would change
     * nothing: only server-first routes, or only catch-alls, are for its source. A route with {@code silence} also asks for
     * bytes, so it keeps the window even if it is the only one: what it does not take must not reach its backend.
     *
     * @param rtt of the connection at accept, zero if it is not known
     */
    public Duration silenceWindow(Duration rtt) {
        if (seen == 0 && candidates.isEmpty() && (silent == NONE || catchAll == NONE)) {
            return Duration.ZERO;
        }
        Duration window = decider.table().timing().silence();
        Duration afterLoss = rtt.isZero() ? Duration.ZERO : rtt.plus(LOSS_ALLOWANCE);
        return window.compareTo(afterLoss) >= 0 ? window : afterLoss;
    }

    /** Undecided bytes beyond this are never looked at: {@link #look} with so many does not wait. */
    public int byteLimit() {
        return decider.byteLimit();
    }
}
