package dev.portmux.cli.imports;

import java.util.List;
import java.util.Map;

/**
 * What was read of a configuration.
 *
 * @param targets the first server of each backend, by the backend's name
 */
record Imported(List<Listener> listeners, Map<String, Target> targets, Report report) {}
