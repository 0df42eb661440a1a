package dev.portmux.detection.decide;

import static dev.portmux.detection.TestRoutes.route;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts, paths, methods, databases and users. */
class DetailsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1\\r\\nHost: shop.example.com\\r\\n                  | YES
            GET / HTTP/1.1\\r\\nAccept: x\\r\\nhost:SHOP.example.com.:80\\r\\n | YES
            GET / HTTP/1.1\\r\\nHost: a.b.wild.example\\r\\n                  | YES
            GET / HTTP/1.1\\r\\nHost: wild.example\\r\\n                      | NO
            GET / HTTP/1.1\\r\\nHost: other.example\\r\\n                     | NO
            GET / HTTP/1.1\\r\\nHost: shop.example.com                        | MORE
            GET / HTTP/1.1\\r\\nAccept: x\\r\\n\\r\\n                         | NO
            GET http://shop.example.com/x HTTP/1.1\\r\\n                      | YES
            GET http://other.example/x HTTP/1.1\\r\\n                         | NO
            GET /\\r\\n                                                       | NO
            """)
    void hosts(String text, Verdict verdict) {
        Match match = new Match.Http(Set.of("shop.example.com", "*.wild.example"), List.of(), Set.of(), false);

        assertThat(look(match, text)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /api HTTP/1.1\\r\\n        | YES
            GET /api/v1?x=/ HTTP/1.1\\r\\n | YES
            GET /api?x HTTP/1.0\\r\\n      | YES
            GET /apis HTTP/1.1\\r\\n       | NO
            GET /ap                        | MORE
            POST /api                      | NO
            GET http://h/api HTTP/1.1\\r\\n| YES
            """)
    void pathsAndMethods(String text, Verdict verdict) {
        Match match = new Match.Http(Set.of(), List.of("/api"), Set.of("GET"), false);

        assertThat(look(match, text)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /chat HTTP/1.1\\r\\nUPGRADE: WebSocket\\r\\n    | YES
            GET /chat HTTP/1.1\\r\\nUpgrade: h2c\\r\\n\\r\\n    | NO
            GET /chat HTTP/1.1\\r\\n\\r\\n                      | NO
            """)
    void websocket(String text, Verdict verdict) {
        assertThat(look(new Match.Http(Set.of(), List.of(), Set.of(), true), text))
                .isEqualTo(verdict);
    }

    @Test
    void databasesAndUsers() {
        Match orders = new Match.Postgresql(Set.of("orders"), Set.of("app"));
        String orderly = "\0\0\0\42\0\3\0\0user\0app\0database\0orders\0\0";

        assertThat(look(orders, orderly)).isEqualTo(Verdict.YES);
        assertThat(look(orders, orderly.substring(0, 30))).isEqualTo(Verdict.MORE);
        assertThat(look(orders, orderly.replace("orders", "ORDERS"))).isEqualTo(Verdict.NO);
        assertThat(look(new Match.Postgresql(Set.of("app"), Set.of()), "\0\0\0\u0012\0\3\0\0user\0app\0\0"))
                .isEqualTo(Verdict.YES);
        assertThat(look(orders, "\0\0\0\10\4\322\26/")).isEqualTo(Verdict.NO);
    }

    @Test
    void aMethodThatNoRequestBeginsWithIsRefused() {
        Match match = new Match.Http(Set.of(), List.of(), Set.of("CONNECT", "PURGE", "FROB"), false);

        assertThatThrownBy(() -> new Preparation().of(route("x", match)))
                .hasMessageStartingWith("http.methods: \"FROB\" (expected: ");
    }

    private static Verdict look(Match match, String text) {
        PreparedRoute route = new Preparation().of(route("x", match));
        return route.look(ByteBuffer.wrap(text.translateEscapes().getBytes(ISO_8859_1)));
    }
}
