package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The files and the format of the results. */
@Command(optionListHeading = "Results:")
public final class ResultOptions {

    @Option(
            names = "--out",
            paramLabel = "directory",
            converter = OptionValues.Location.class,
            description = "Directory for the files. Default: no files")
    private Path out;

    @Option(
            names = "--resume",
            description =
                    "Continue the search of this directory that was stopped or killed. The other"
                            + " options must be the same.")
    private boolean resume;

    @Option(names = "--no-plots", description = "Write no charts.")
    private boolean noPlots;

    @Option(names = "--json", description = "Print the result as one JSON object instead of text.")
    private boolean json;

    /** Creates the options with their default values; picocli sets them. */
    public ResultOptions() {}

    /**
     * The directory for the files.
     *
     * @return empty if no files are to be written
     */
    public Optional<Path> folder() {
        return Optional.ofNullable(out);
    }

    /**
     * Returns whether to write charts.
     *
     * @return false with {@code --no-plots}
     */
    public boolean charts() {
        return !noPlots;
    }

    /**
     * Returns whether to print JSON.
     *
     * @return true with {@code --json}
     */
    public boolean json() {
        return json;
    }

    /**
     * Checks that the journal is there if and only if a search is to be resumed.
     *
     * @throws UserError if it is not
     */
    public void requireJournal() throws UserError {
        if (out == null) {
            if (resume) {
                throw new UserError(
                        "--resume requires --out: give the directory of the search to resume");
            }
            return;
        }
        boolean found = Files.exists(out.resolve(SearchFiles.JOURNAL), LinkOption.NOFOLLOW_LINKS);
        if (found && !resume) {
            throw new UserError(
                    "--out "
                            + out
                            + " has the journal of an earlier search, "
                            + SearchFiles.JOURNAL
                            + ": continue it with --resume, or use another directory");
        }
        if (resume && !found) {
            throw new UserError(
                    "--out "
                            + out
                            + " has no "
                            + SearchFiles.JOURNAL
                            + " to resume: leave out --resume to begin a search");
        }
    }
}
