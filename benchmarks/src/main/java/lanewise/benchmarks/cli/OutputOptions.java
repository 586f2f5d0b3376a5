package lanewise.benchmarks.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** What to write where. */
@Command(optionListHeading = "Results:")
final class OutputOptions {

    @Option(
            names = "--out",
            paramLabel = "folder",
            converter = OptionValues.Location.class,
            description = "Folder for the files. Default: out")
    private Path out = Path.of("out");

    @Option(names = "--no-plots", description = "Write no charts.")
    private boolean noPlots;

    @Option(
            names = "--digits",
            description =
                    "Write digits.png too: test rows as pictures with what they were taken for. The"
                            + " data must be 8 lines of 8 pixels from 0 to 16, as digits.csv.gz.")
    private boolean digits;

    @Option(names = "--json", description = "Print the result as one JSON object instead of text.")
    private boolean json;

    Path folder() {
        return out;
    }

    boolean charts() {
        return !noPlots;
    }

    boolean digits() {
        return digits;
    }

    boolean json() {
        return json;
    }
}
