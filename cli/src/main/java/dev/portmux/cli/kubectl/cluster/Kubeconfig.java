package dev.portmux.cli.kubectl.cluster;

import dev.portmux.cli.output.BadInputException;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the user reaches a cluster: the files that kubectl reads, or the service account inside a pod. */
public final class Kubeconfig {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 15_000;

    private Kubeconfig() {}

    /** @throws BadInputException if there is none, or not this context */
    public static Config read(Optional<Path> file, Optional<String> context) {
        var files = file.map(List::of).orElseGet(Kubeconfig::usual);
        if (files.stream().noneMatch(Files::isReadable)) {
            if (file.isPresent() || context.isPresent() || System.getenv("KUBERNETES_SERVICE_HOST") == null) {
                throw new BadInputException(names(files) + ": no such kubeconfig (expected: a file that can be read at"
                        + " --kubeconfig, $KUBECONFIG or ~/.kube/config)");
            }
            return impatient(Config.autoConfigure(null));
        }
        var config = parse(file, context, files);
        context.filter(name -> !contexts(config).contains(name)).ifPresent(name -> {
            throw new BadInputException("--context: \"" + name + "\" is not in " + names(files) + " (it has: "
                    + String.join(", ", contexts(config)) + ")");
        });
        if (config.getCurrentContext() == null) {
            throw new BadInputException(
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
            throw new BadInputException(
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

    /** Somebody waits in front of a terminal: one try, and its error. */
    private static Config impatient(Config config) {
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        return config;
    }
}
