package dev.portmux.cli.kubectl.status;

/** For people, or for programs. The names are what one types. */
enum StatusFormat {
    text,
    json,
    yaml
}
