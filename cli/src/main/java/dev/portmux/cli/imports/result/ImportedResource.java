package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.imports.source.ServerAddress;
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
public record ImportedResource(String name, PortMuxSpec spec) {
    /** As the definition allows. */
    private static final int MOST_ROUTES = 100;

    /** At most 500 ms, which is the default silence window. */
    private static final Pattern MILLISECONDS = Pattern.compile("(500|[1-4]?\\d?\\d)ms");

    public static ImportedResource of(
            ImportedConfiguration.Listener listener, Map<String, ServerAddress> targets, ImportReport report) {
        MatchTranslator translation = new MatchTranslator(listener.rules(), report);
        List<ImportedRoute> written = new ArrayList<>();
        for (Rule rule : RuleMerger.of(listener.rules())) {
            if (written.size() == MOST_ROUTES) {
                report.notUnderstood(
                        rule.line(), "a PortMux has at most " + MOST_ROUTES + " routes: the rules from here on");
                break;
            }
            ServerAddress target = targets.get(rule.backend());
            if (target == null) {
                report.wrong(rule.line(), "backend " + rule.backend() + " has no server; left out");
                continue;
            }
            translation
                    .match(rule)
                    .map(match -> RouteSpec.of(unused(routeName(rule), written), match, backend(rule, target)))
                    .ifPresent(route -> written.add(new ImportedRoute(rule.line(), route)));
            if (rule.takesEverything()
                    && rule.line() != listener.rules().getLast().line()) {
                report.wrong(rule.line(), "takes every connection: the rules after it were never reached; left out");
                break;
            }
        }
        List<RouteSpec> routes = new UnreachableRouteFilter(report)
                .checked(written).stream().map(ImportedRoute::route).toList();
        return new ImportedResource(
                label(listener.name()),
                PortMuxSpec.of(
                        listener.port(),
                        routes,
                        listener.timeout().map(ImportedResource::detection).orElse(PortMuxSpec.EMPTY.detection())));
    }

    /** If the timeout is shorter than the silence window, half the timeout becomes the silence window. */
    private static DetectionSpec detection(String timeout) {
        Matcher few = MILLISECONDS.matcher(timeout);
        return few.matches()
                ? DetectionSpec.of(Integer.parseInt(few.group(1)) / 2 + "ms", timeout)
                : DetectionSpec.of(null, timeout);
    }

    private static BackendRef backend(Rule rule, ServerAddress target) {
        Optional<List<String>> service = target.service();
        IntOrString port = new IntOrString(target.port());
        return service.isPresent()
                ? BackendRef.service(service.get().get(1), service.get().get(0), port)
                : BackendRef.service(null, label(rule.backend()), port);
    }

    private static String routeName(Rule rule) {
        if (rule.takesEverything()) {
            return "default";
        }
        return label(rule.backend().replaceAll("(?i)^(bk|be|backend)[-_]|[-_](bk|be|backend|servers?|upstream)$", ""));
    }

    private static String unused(String name, List<ImportedRoute> routes) {
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
