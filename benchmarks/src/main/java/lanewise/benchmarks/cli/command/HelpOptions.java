package lanewise.benchmarks.cli.command;

import picocli.CommandLine.Command;

/** Help and version, and how wide the text of the help is. */
@Command(
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false)
public final class HelpOptions {}
