package dev.portmux.cli.kubectl.cluster;

import dev.portmux.cli.output.BadInputException;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** The private key of a kubeconfig. In PKCS #8, where no title says its kind, the library takes every key for RSA. */
final class ClientKey {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private ClientKey() {}

    /** Tells the library which kind of key it is, where it would not find out. */
    static void tellKind(Config config) {
        var key = PKCS8.matcher(pem(config));
        if (key.find() && !isRsa(Base64.getMimeDecoder().decode(key.group(1)))) {
            config.setClientKeyAlgo("EC");
        }
    }

    private static String pem(Config config) {
        if (config.getClientKeyData() != null) {
            return new String(Base64.getMimeDecoder().decode(config.getClientKeyData()), StandardCharsets.US_ASCII);
        }
        if (config.getClientKeyFile() == null) {
            return "";
        }
        try {
            return Files.readString(Path.of(config.getClientKeyFile()));
        } catch (IOException e) {
            throw new BadInputException(config.getClientKeyFile() + ": the client key cannot be read", e);
        }
    }

    private static boolean isRsa(byte[] key) {
        try {
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
