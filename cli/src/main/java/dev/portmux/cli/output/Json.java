package dev.portmux.cli.output;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The mapper for the JSON that the commands read and print. */
public final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
