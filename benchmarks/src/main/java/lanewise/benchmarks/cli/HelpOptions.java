package lanewise.benchmarks.cli;

import picocli.CommandLine.Command;

/** Help and version, and how wide the text of the help is. */
@Command(
        versionProvider = Train.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false)
final class HelpOptions {}
