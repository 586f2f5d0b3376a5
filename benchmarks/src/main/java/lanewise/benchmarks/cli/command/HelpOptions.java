package lanewise.benchmarks.cli.command;

import picocli.CommandLine.Command;

/** The options for help and version, and the width of the help text. */
@Command(
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false)
public final class HelpOptions {
    /** Creates the options, for picocli. */
    public HelpOptions() {}
}
