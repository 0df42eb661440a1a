package dev.portmux.cli.output;

/** For people, or for programs. The names are what one types. */
public enum OutputFormat {
    text,
    json
}
