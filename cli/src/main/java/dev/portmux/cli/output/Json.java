package dev.portmux.cli.output;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The mapper for what this program prints and reads as JSON. */
public final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
