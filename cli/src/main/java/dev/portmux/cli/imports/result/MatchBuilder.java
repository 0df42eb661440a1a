package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.crds.MatchSpec;
import dev.portmux.routes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One match of criteria that must all hold. */
record MatchBuilder(List<Criterion> criteria) {

    /** The match; empty if no match can ask for all of this at once. */
    Optional<MatchSpec> match() {
        List<String> protocols = of(Criterion.Protocol.class)
                .map(Criterion.Protocol::name)
                .distinct()
                .toList();
        List<String> names = of(Criterion.ServerNames.class)
                .flatMap(each -> each.names().stream())
                .toList();
        List<String> alpn =
                of(Criterion.Alpn.class).flatMap(each -> each.names().stream()).toList();
        List<MatchSpec.Payload> payload =
                of(Criterion.Payload.class).map(MatchBuilder::payload).toList();
        List<String> methods = of(Criterion.Methods.class)
                .flatMap(each -> each.names().stream())
                .toList();
        List<String> expressions =
                of(Criterion.Regex.class).map(Criterion.Regex::expression).toList();
        List<String> from = of(Criterion.Source.class)
                .flatMap(each -> each.ranges().stream())
                .toList();

        boolean tls = !names.isEmpty() || !alpn.isEmpty();
        boolean known = !protocols.isEmpty() && !(tls && protocols.equals(List.of("tls")));
        long kinds = Stream.of(known, tls, !payload.isEmpty(), !methods.isEmpty(), !expressions.isEmpty())
                .filter(present -> present)
                .count();
        if (kinds > 1 || protocols.size() > 1 || expressions.size() > 1 || repeated()) {
            return Optional.empty();
        }
        return Optional.of(new MatchSpec(
                known ? protocols.getFirst() : null,
                methods.isEmpty() ? null : new MatchSpec.Http(List.of(), List.of(), methods, null),
                null,
                tls ? new MatchSpec.Tls(names, alpn) : null,
                null,
                payload,
                first(expressions),
                null,
                from));
    }

    /** Two lists of names of which both must hold: a list of a route means any of them. */
    private boolean repeated() {
        return of(Criterion.Methods.class).count() > 1
                || of(Criterion.ServerNames.class).count() > 1
                || of(Criterion.Alpn.class).count() > 1
                || of(Criterion.Source.class).count() > 1;
    }

    private <T extends Criterion> Stream<T> of(Class<T> kind) {
        return criteria.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static MatchSpec.Payload payload(Criterion.Payload payload) {
        return new MatchSpec.Payload(
                payload.offset(), payload.anyOf().stream().map(Bytes::hex).toList(), null);
    }

    private static @Nullable String first(List<String> texts) {
        return texts.isEmpty() ? null : texts.getFirst();
    }
}
