package dev.portmux.sidecar.kube;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * List and watch of one ConfigMap, without a client library: fabric8 would cost 28 MiB and 1.3 s at start, {@code
 * java.net.http} 2.8 MiB.
 */
public final class KubeClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** The API ends a watch after its time-out; if it has not done so this much later, the connection is dead. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int LONGEST_ERROR = 300;

    private final KubeApi api;
    private final Optional<SSLSocketFactory> tls;

    /**
     * Makes a client without connecting.
     *
     * @throws IOException if the certificates cannot be used
     */
    public KubeClient(KubeApi api) throws IOException {
        this.api = api;
        tls = "https".equals(api.server().getScheme()) ? Optional.of(trusting(api.caFile())) : Optional.empty();
    }

    private static SSLSocketFactory trusting(Path caFile) throws IOException {
        try (InputStream pem = Files.newInputStream(caFile)) {
            Set<TrustAnchor> anchors = new HashSet<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                anchors.add(new TrustAnchor((X509Certificate) certificate, null));
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, null);
            parameters.setRevocationEnabled(false); // a cluster's own authority publishes no such lists
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(parameters));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the certificates in " + caFile + ": " + e.getMessage(), e);
        }
    }

    /** Lists without a resource version, so that the API answers with what is stored and not from a cache. */
    public KubeList list(ConfigMapRef ref) throws IOException {
        try (KubeConnection connection = new KubeConnection(api.server(), tls, TIMEOUT)) {
            return new KubeJson(get(connection, ref, ""), ref.key()).list(ref.name());
        }
    }

    public KubeWatch watch(ConfigMapRef ref, String resourceVersion, int timeoutSeconds) throws IOException {
        String query = "&watch=true&allowWatchBookmarks=true&resourceVersion=" + resourceVersion + "&timeoutSeconds="
                + timeoutSeconds;
        Duration longest = GRACE.plusSeconds(timeoutSeconds);
        KubeConnection connection = new KubeConnection(api.server(), tls, longest);
        try {
            return new KubeWatch(connection, new KubeJson(get(connection, ref, query), ref.key()));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private InputStream get(KubeConnection connection, ConfigMapRef ref, String query) throws IOException {
        // What the API sent as a version is part of it: a URI takes no character that could end the line.
        URI target = URI.create("/api/v1/namespaces/" + ref.namespace() + "/configmaps?fieldSelector=metadata.name%3D"
                + ref.name() + query);
        HttpAnswer answer = connection.get(target, token());
        if (answer.status() != 200) {
            String text = new String(answer.body().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
            throw new KubeException(answer.status(), text.replaceAll("\\s+", " "));
        }
        return answer.body();
    }

    private String token() throws IOException {
        String token = Files.readString(api.tokenFile()).strip();
        if (!token.matches("[!-~]+")) {
            throw new IOException(
                    api.tokenFile() + ": not a token (expected: one line of printable characters without a space)");
        }
        return token;
    }
}
