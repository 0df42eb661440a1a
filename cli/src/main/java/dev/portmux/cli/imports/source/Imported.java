package dev.portmux.cli.imports.source;

import java.util.List;
import java.util.Map;

/**
 * What was read of a configuration.
 *
 * @param targets the first server of each backend, by the backend's name
 */
public record Imported(List<Listener> listeners, Map<String, Target> targets, Report report) {}
