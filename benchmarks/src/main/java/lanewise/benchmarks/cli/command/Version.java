package lanewise.benchmarks.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class Version implements IVersionProvider {
    /** Creates a version provider, for picocli. */
    public Version() {}

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            version == null ? "Lanewise, not from its jar" : "Lanewise " + version
        };
    }
}
