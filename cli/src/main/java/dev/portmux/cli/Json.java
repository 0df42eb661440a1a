package dev.portmux.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The mapper for what this program prints and reads as JSON. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
