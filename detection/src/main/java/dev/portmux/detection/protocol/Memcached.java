package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.CRLF;
import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u32;
import static dev.portmux.detection.automaton.Expressions.u8;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Memcached. */
@AutoService(Protocol.class)
public final class Memcached implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public String title() {
        return "Memcached";
    }

    @Override
    public String source() {
        return "memcached doc/protocol.txt; BinaryProtocolRevamped";
    }

    @Override
    public String layout() {
        return """
                0   "get " "set " "gets " ...    a command of the text protocol and a space, lower case
                0   "version" CR LF              or stats, flush_all, verbosity, quit
                0   "mg " "ms " "md " "ma " "me " "mn" CR LF    meta commands
                0   80                           binary: opcode, u16 key length, extras length, type, u16 bucket, u32 body length
                """;
    }

    @Override
    public String lookAlikes() {
        return "Binary: Thrift and SunRPC also begin with 80. Text: beanstalkd and ZooKeeper know stats.";
    }

    @Override
    public Expression envelope() {
        return choice(
                sequence(
                        words(
                                "get gets set add replace append prepend cas delete incr decr touch gat gats mg ms md ma me"),
                        text(" ")),
                sequence(words("stats version flush_all verbosity quit"), choice(text(" "), CRLF)),
                text("mn\r\n"),
                binary(choice(u8(0x07), u8(0x0a), u8(0x0b), u8(0x20)), u16(0, 0), 0, u32(0, 0)),
                binary(choice(u8(0), u8(0x09), u8(0x0c), u8(0x0d)), u16(1, 250), 0, u32(1, 250)),
                binary(range(1, 3), u16(1, 250), 8, u32(9, LARGEST)),
                binary(range(0x11, 0x13), u16(1, 250), 8, u32(9, LARGEST)),
                binary(range(0x21, 0x22), u16(1, 250), 0, u32(1, 0xffff)),
                binary(choice(u8(0x10), u8(0x1f)), u16(0, 250), 0, u32(0, 0xffff)));
    }

    private static final int LARGEST = 1 << 24;

    private static Expression binary(Expression opcode, Expression keyLength, int extras, Expression bodyLength) {
        return sequence(u8(0x80), opcode, keyLength, u8(extras), range(0, 7), any(2), bodyLength);
    }
}
