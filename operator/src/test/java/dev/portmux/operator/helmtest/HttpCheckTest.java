package dev.portmux.operator.helmtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCheckTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/second-time", exchange -> {
            exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksUntilTheAnswerIsGood() throws Exception {
        assertThat(HttpCheck.answers(address("/second-time"), Duration.ofMinutes(1)))
                .isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void saysNoWhenTimeIsUp() throws Exception {
        assertThat(HttpCheck.answers(address("/missing"), Duration.ZERO)).isFalse();
    }

    @Test
    void nobodyListensIsNoAnswer() throws Exception {
        var nobody = address("/second-time");
        server.stop(0);

        assertThat(HttpCheck.answers(nobody, Duration.ZERO)).isFalse();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
