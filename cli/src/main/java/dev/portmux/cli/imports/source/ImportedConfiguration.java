package dev.portmux.cli.imports.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of a configuration.
 *
 * @param targets the first server of each backend, by the backend's name
 */
public record ImportedConfiguration(List<Listener> listeners, Map<String, ServerAddress> targets, ImportReport report) {

    /**
     * One port of the source and its rules, in the order in which they are tried.
     *
     * @param timeout how long detection may take, as a Gateway API duration
     */
    public record Listener(String name, int port, Optional<String> timeout, List<Rule> rules) {}
}
