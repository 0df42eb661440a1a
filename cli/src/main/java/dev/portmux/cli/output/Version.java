package dev.portmux.cli.output;

import picocli.CommandLine.IVersionProvider;

/** The version of the build, from the manifest of the jar. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"portmux " + (version == null ? "(not built by Maven)" : version)};
    }
}
