package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.CRLF;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.many;
import static dev.portmux.detection.automaton.Expressions.one;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.textIgnoringCase;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** HTTP/1. */
@AutoService(Protocol.class)
public final class Http implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String title() {
        return "HTTP/1";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("http1");
    }

    @Override
    public String source() {
        return "RFC 9112 section 3; methods: IANA HTTP Method Registry, RFC 9110";
    }

    @Override
    public String layout() {
        return """
                0   CR LF            up to twice, RFC 9112 section 2.2
                0   METHOD SP        of the registry, or one that is met in practice
                .   /                or http:// or https:// : certain
                .   * SP HTTP/1.     "OPTIONS *" is also RTSP, so the version decides
                .   HOST:PORT SP HTTP/1.    after CONNECT only
                """;
    }

    @Override
    public String lookAlikes() {
        return "RTSP and SIP share OPTIONS, STOMP and NATS share CONNECT: the target or the version tells. PRI is HTTP/2.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                repeat(CRLF, 0, 2),
                choice(
                        sequence(
                                words(METHODS),
                                text(" "),
                                choice(text("/"), textIgnoringCase("http://"), textIgnoringCase("https://"))),
                        sequence(words(METHODS), text(" * HTTP/1.")),
                        sequence(text("CONNECT "), one(AUTHORITY), many(one(AUTHORITY)), text(" HTTP/1."))));
    }

    /** The registry without PRI, which is HTTP/2's, and with what caches, UPnP, Icecast and RPC over HTTP use. */
    private static final String METHODS =
            "ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT COPY DELETE GET HEAD LABEL LINK LOCK"
                    + " MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH POST PROPFIND"
                    + " PROPPATCH PUT QUERY REBIND REPORT SEARCH TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF"
                    + " VERSION-CONTROL BAN DEBUG M-SEARCH NOTIFY PURGE RPC_IN_DATA RPC_OUT_DATA SOURCE SUBSCRIBE TRACK UNSUBSCRIBE";

    /** What an authority is made of; a brace after CONNECT would be NATS. */
    private static final ByteSet AUTHORITY = ByteSet.where(
            value -> "-._~%!$&'()*+,;=:@[]".indexOf(value) >= 0 || (value < 0x80 && Character.isLetterOrDigit(value)));
}
