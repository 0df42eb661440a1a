package dev.portmux.operator.helmtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Security;
import java.time.Duration;

/**
 * The program that the pod of {@code helm test} runs, because the images have no shell. It sends GET to each address until
 * it answers with status 200. Exit codes: 0 if all did, 1 if one did not within two minutes.
 */
public final class HttpCheck {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private HttpCheck() {}

    public static void main(String[] addresses) throws InterruptedException {
        // The JVM would cache for 10 s that the name of a new Service does not resolve yet.
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        for (String address : addresses) {
            if (!answers(URI.create(address), LIMIT)) {
                System.exit(1);
            }
        }
    }

    static boolean answers(URI address, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        String last = "";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                String answer = ask(client, address);
                Duration passed = Duration.ofNanos(System.nanoTime() - start);
                boolean good = answer.equals("200");
                if (good || !answer.equals(last)) {
                    System.out.println(address + ": " + answer + " after " + passed.toMillis() + " ms");
                }
                if (good || passed.compareTo(limit) > 0) {
                    return good;
                }
                last = answer;
                Thread.sleep(PAUSE);
            }
        }
    }

    private static String ask(HttpClient client, URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        try {
            return String.valueOf(
                    client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
