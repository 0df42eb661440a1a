package dev.portmux.cli.tryout.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The body names the service. */
final class HttpProbe implements Probe {
    @Override
    public String client() {
        return "java.net.http " + Runtime.version().feature();
    }

    @Override
    public String ask(int port) throws Exception {
        // A client of its own each time, since a kept connection would still be on the route it was accepted with.
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Probes.PATIENCE)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + Loopback.HOST + ":" + port + "/"))
                    .timeout(Probes.PATIENCE)
                    .build();
            return client.send(request, BodyHandlers.ofString()).body().strip();
        }
    }
}
