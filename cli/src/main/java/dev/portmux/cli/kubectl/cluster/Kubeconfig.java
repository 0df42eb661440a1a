package dev.portmux.cli.kubectl.cluster;

import dev.portmux.cli.output.CommandException;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The access of the user: from the files that kubectl reads, or from the service account inside a pod. */
public final class Kubeconfig {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 15_000;

    private Kubeconfig() {}

    /**
     * Reads the kubeconfig.
     *
     * @throws CommandException if there is none, or if it does not have this context
     */
    public static Config read(Optional<Path> file, Optional<String> context) {
        var files = file.map(List::of).orElseGet(Kubeconfig::usual);
        if (files.stream().noneMatch(Files::isReadable)) {
            if (file.isPresent() || context.isPresent() || System.getenv("KUBERNETES_SERVICE_HOST") == null) {
                throw new CommandException(names(files) + ": no such kubeconfig (expected: a file that can be read at"
                        + " --kubeconfig, $KUBECONFIG or ~/.kube/config)");
            }
            return impatient(Config.autoConfigure(null));
        }
        var config = parse(file, context, files);
        context.filter(name -> !contexts(config).contains(name)).ifPresent(name -> {
            throw new CommandException("--context: \"" + name + "\" is not in " + names(files) + " (it has: "
                    + String.join(", ", contexts(config)) + ")");
        });
        if (config.getCurrentContext() == null) {
            throw new CommandException(
                    names(files) + ": no current context (expected: kubectl config use-context NAME, or --context)");
        }
        ClientKey.tellKind(config);
        return impatient(config);
    }

    private static Config parse(Optional<Path> file, Optional<String> context, List<Path> files) {
        try {
            return file.map(one -> Config.fromKubeconfig(context.orElse(null), one.toFile()))
                    .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
        } catch (RuntimeException e) {
            // What the library throws depends on what is wrong, and an empty file makes it dereference null.
            throw new CommandException(
                    names(files) + ": not a kubeconfig (expected: what kubectl config view prints)", e);
        }
    }

    public static List<String> contexts(Config config) {
        return config.getContexts().stream().map(NamedContext::getName).toList();
    }

    private static List<Path> usual() {
        return Config.getKubeconfigFilenames().stream().map(Path::of).toList();
    }

    private static String names(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** A user waits at a terminal: fail after one attempt. */
    private static Config impatient(Config config) {
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        return config;
    }

    /** The private key of a kubeconfig. The library takes every PKCS #8 key for RSA, because its PEM header names no algorithm. */
    private static final class ClientKey {
        private static final Pattern PKCS8 =
                Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

        private ClientKey() {}

        /** Sets the algorithm of a PKCS #8 key that is not RSA. */
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
                throw new CommandException(config.getClientKeyFile() + ": the client key cannot be read", e);
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
}
