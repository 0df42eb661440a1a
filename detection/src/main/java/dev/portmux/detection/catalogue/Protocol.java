package dev.portmux.detection.catalogue;

import dev.portmux.detection.automaton.Expression;
import java.util.Optional;
import java.util.Set;

/** An entry of the {@link Catalogue}. */
public sealed interface Protocol {

    /** The one name that routes, logs and metrics use. */
    String name();

    /** What people call it. */
    String title();

    /** The document that defines its first bytes. */
    String source();

    /** Other names that routes may use. */
    default Set<String> aliases() {
        return Set.of();
    }

    /** A protocol whose client sends the first byte. */
    non-sealed interface ClientFirst extends Protocol {

        /** The first bytes as a picture: offset, bytes, meaning. */
        String layout();

        /** What begins alike, and what tells it apart; empty if nothing does. */
        default String lookAlikes() {
            return "";
        }

        /** Whether so few bytes are certain that other traffic often looks the same: only where a route asks for it. */
        default boolean weak() {
            return false;
        }

        /**
         * Everything that the protocol's first bytes can be. It is run before anything else: what it cannot accept any more
         * is NO, and there is no YES before it has accepted. So what is proven of it holds for the running program.
         */
        Expression envelope();

        /** What fields ask of each other, where an automaton cannot say it. YES needs both. */
        default Optional<Condition> condition() {
            return Optional.empty();
        }
    }

    /** A protocol whose client waits for the server: recognised by silence alone, so never told from another such. */
    non-sealed interface ServerFirst extends Protocol {

        /** What the server begins with, for people who look at a backend. */
        String greeting();

        /**
         * Everything that the server's first bytes can be, its refusals included. It tells a backend of another protocol, not the
         * client: nothing is routed by it.
         */
        Expression greetingEnvelope();
    }
}
