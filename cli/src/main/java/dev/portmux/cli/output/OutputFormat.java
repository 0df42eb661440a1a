package dev.portmux.cli.output;

/** The values of {@code -o}: text for people, JSON for programs. */
public enum OutputFormat {
    text,
    json
}
