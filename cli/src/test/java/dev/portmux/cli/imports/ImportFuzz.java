package dev.portmux.cli.imports;

import dev.portmux.cli.file.FuzzedFile;
import dev.portmux.cli.imports.result.ResourceYaml;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.InvalidConfigurationException;
import java.util.function.Supplier;

/** What both importers promise: YAML that is a PortMux where the port is one, and notes about lines. */
final class ImportFuzz {
    private ImportFuzz() {}

    static void translate(Supplier<ImportedConfiguration> reader) {
        ImportedConfiguration imported;
        try {
            imported = reader.get();
        } catch (InvalidConfigurationException refused) {
            if (refused.line() < 1) {
                throw new AssertionError("line " + refused.line(), refused);
            }
            return;
        }
        var resources = ImportCommand.resources(imported);
        if (!resources.isEmpty()) {
            FuzzedFile.read(ResourceYaml.of(resources));
        }
        if (new ImportSummary("fuzzed", resources, imported.report()).text().isEmpty()) {
            throw new AssertionError("no summary");
        }
        imported.report().notes().forEach(note -> {
            if (note.line() < 1) {
                throw new AssertionError(note.toString());
            }
        });
    }
}
