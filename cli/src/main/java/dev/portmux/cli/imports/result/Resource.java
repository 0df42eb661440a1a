package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.Listener;
import dev.portmux.cli.imports.source.Report;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.imports.source.Target;
import dev.portmux.crds.BackendRef;
import dev.portmux.crds.DetectionSpec;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.crds.RouteSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A listener of the source as a PortMux. */
public record Resource(String name, PortMuxSpec spec) {
    /** At most 500, the window for the silent if nothing is said. */
    private static final Pattern MILLISECONDS = Pattern.compile("(500|[1-4]?\\d?\\d)ms");

    public static Resource of(Listener listener, Map<String, Target> targets, Report report) {
        Translation translation = new Translation(listener.rules(), report);
        List<Written> written = new ArrayList<>();
        for (Rule rule : Merged.of(listener.rules())) {
            Target target = targets.get(rule.backend());
            if (target == null) {
                report.wrong(rule.line(), "backend " + rule.backend() + " has no server; left out");
                continue;
            }
            translation
                    .match(rule)
                    .map(match ->
                            new RouteSpec(unused(routeName(rule), written), match, backend(rule, target), List.of()))
                    .ifPresent(route -> written.add(new Written(rule.line(), route)));
            if (rule.takesEverything()
                    && rule.line() != listener.rules().getLast().line()) {
                report.wrong(rule.line(), "takes every connection: the rules after it were never reached; left out");
                break;
            }
        }
        List<RouteSpec> routes = new Soundness(report)
                .checked(written).stream().map(Written::route).toList();
        return new Resource(
                label(listener.name()),
                new PortMuxSpec(
                        listener.port(),
                        routes,
                        listener.timeout().map(Resource::detection).orElse(PortMuxSpec.EMPTY.detection()),
                        null,
                        PortMuxSpec.EMPTY.resources(),
                        PortMuxSpec.EMPTY.pod(),
                        PortMuxSpec.EMPTY.service()));
    }

    /** The silent have waited for long enough at half of a limit that ends before the window for them would. */
    private static DetectionSpec detection(String timeout) {
        Matcher few = MILLISECONDS.matcher(timeout);
        return few.matches()
                ? new DetectionSpec(Integer.parseInt(few.group(1)) / 2 + "ms", timeout)
                : new DetectionSpec(null, timeout);
    }

    private static BackendRef backend(Rule rule, Target target) {
        Optional<List<String>> service = target.service();
        IntOrString port = new IntOrString(target.port());
        return service.isPresent()
                ? new BackendRef(null, null, service.get().get(0), service.get().get(1), port)
                : new BackendRef(null, null, label(rule.backend()), null, port);
    }

    private static String routeName(Rule rule) {
        if (rule.takesEverything()) {
            return "default";
        }
        return label(rule.backend().replaceAll("(?i)^(bk|be|backend)[-_]|[-_](bk|be|backend|servers?|upstream)$", ""));
    }

    private static String unused(String name, List<Written> routes) {
        List<String> names = routes.stream().map(each -> each.route().name()).toList();
        String candidate = name;
        for (int i = 2; names.contains(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    /** A name that a Service may have (RFC 1035): {@code http_backend} becomes {@code http-backend}. */
    private static String label(String name) {
        String label =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String lettered = label.matches("[a-z].*") ? label : ("backend-" + label).replaceAll("-$", "");
        return lettered.length() > 58 ? lettered.substring(0, 58).replaceAll("-+$", "") : lettered;
    }
}
