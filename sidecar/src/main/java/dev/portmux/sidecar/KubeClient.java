package dev.portmux.sidecar;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The two requests that the sidecar makes. The fabric8 client would cost 28 MiB and 1.3 s at start. */
final class KubeClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Until the head of an answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int LONGEST_ERROR = 300;

    private final KubeApi api;
    private final HttpClient http;

    /** @throws IOException if the certificates cannot be used */
    KubeClient(KubeApi api) throws IOException {
        this.api = api;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(trusting(api))
                .build();
    }

    private static SSLContext trusting(KubeApi api) throws IOException {
        try (InputStream pem = Files.newInputStream(api.caFile())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the certificates in " + api.caFile() + ": " + e.getMessage(), e);
        }
    }

    /** Without a version to start from, so what the API has stored and not what some cache remembers. */
    KubeList list(ConfigMapRef ref) throws IOException, InterruptedException {
        try (InputStream body = get(ref, "")) {
            return new KubeJson(body).list(ref.name());
        }
    }

    KubeWatch watch(ConfigMapRef ref, String resourceVersion, int timeoutSeconds)
            throws IOException, InterruptedException {
        String query = "&watch=true&allowWatchBookmarks=true&resourceVersion=" + resourceVersion + "&timeoutSeconds="
                + timeoutSeconds;
        return new KubeWatch(get(ref, query), timeoutSeconds);
    }

    private InputStream get(ConfigMapRef ref, String query) throws IOException, InterruptedException {
        URI uri = api.server()
                .resolve("/api/v1/namespaces/" + ref.namespace() + "/configmaps?fieldSelector=metadata.name%3D"
                        + ref.name() + query);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(api.tokenFile()).strip())
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
                throw new KubeException(response.statusCode(), text.replaceAll("\\s+", " "));
            }
        }
        return response.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
