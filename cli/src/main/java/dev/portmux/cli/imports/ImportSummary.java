package dev.portmux.cli.imports;

import dev.portmux.cli.imports.result.ImportedResource;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.crds.BackendRef;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The notes of an import, and what came of it in one line. */
public record ImportSummary(String file, List<ImportedResource> resources, ImportReport report) {
    private static final int WIDTH = 110;

    public String text() {
        List<ImportReport.Note> notes = report.notes();
        int column =
                2 + notes.stream().mapToInt(note -> place(note).length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (ImportReport.Note note : notes) {
            String indent = " ".repeat(column);
            text.append(place(note))
                    .append(indent.substring(place(note).length()))
                    .append(String.join("\n" + indent, wrapped(note.text(), WIDTH - column)))
                    .append('\n');
        }
        long routes = resources.stream()
                .mapToLong(each -> each.spec().routes().size())
                .sum();
        text.append(routes).append(routes == 1 ? " route written, " : " routes written, ");
        text.append(report.count(ImportReport.Kind.NOT_UNDERSTOOD)).append(" not understood\n");
        if (resources.isEmpty()) {
            text.append("no rule of it looks at the first bytes of a connection\n");
        }
        if (routes > 0) {
            text.append("Services it needs: ").append(services()).append('\n');
        }
        return text.toString();
    }

    private String place(ImportReport.Note note) {
        return file + ":" + note.line();
    }

    private String services() {
        return resources.stream()
                .flatMap(resource -> resource.spec().routes().stream())
                .flatMap(route -> route.backends().stream())
                .map(backend -> service(backend.reference()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String service(BackendRef backend) {
        String namespace = backend.namespace() == null ? "" : backend.namespace() + "/";
        IntOrString port = backend.port();
        return namespace + backend.name() + (port == null ? "" : ":" + port.getValue());
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
