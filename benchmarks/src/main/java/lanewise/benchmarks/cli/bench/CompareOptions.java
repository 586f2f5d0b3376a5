package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.report.comparison.Comparison;
import lanewise.benchmarks.report.result.ResultFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The options of {@code bench} that compare result files instead of measuring. */
@Command(optionListHeading = "Comparing result files instead of measuring:")
public final class CompareOptions {
    private static final List<String> MEASURING = List.of("--quick", "--full", "--forks", "--cpus");

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "old new",
            hideParamSyntax = true,
            description = {
                "Compare two result files. Each is a path, a name in benchmarks/results or in the"
                        + " directory of --out, or latest or previous: the newest files there."
            })
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--force",
            description = "Compare even if the files come from different machines.")
    private boolean force;

    /** Creates the options with their default values; picocli sets them. */
    public CompareOptions() {}

    /**
     * Returns whether a comparison is requested.
     *
     * @param options the parsed options
     * @return true with {@code --compare}
     * @throws UserError if options contradict each other
     */
    public boolean given(ParseResult options) throws UserError {
        if (files.isEmpty()) {
            if (force) {
                throw new UserError("--force requires --compare (see --help)");
            }
            return false;
        }
        if (files.size() > 2) {
            throw new UserError("--compare is given twice: expected two files (see --help)");
        }
        for (String option : MEASURING) {
            if (options.hasMatchedOption(option)) {
                throw new UserError(
                        option
                                + " is for measuring, but --compare measures nothing: leave one"
                                + " out");
            }
        }
        return true;
    }

    /**
     * Compares the two files.
     *
     * @param kept the directories of result files
     * @param selected patterns of benchmarks to compare, matched anywhere in the name; empty
     *     selects all
     * @return the comparison
     * @throws UserError if they cannot be compared
     */
    public Comparison comparison(KeptResults kept, List<Pattern> selected) throws UserError {
        ResultFile before = kept.read(files.get(0));
        ResultFile after = kept.read(files.get(1));
        String both = before.name() + " and " + after.name();
        if (before.results().equals(after.results())) {
            throw new UserError(both + " contain the same results: expected two sessions");
        }
        Comparison comparison =
                Comparison.of(
                        before,
                        after,
                        name ->
                                selected.isEmpty()
                                        || selected.stream()
                                                .anyMatch(regex -> regex.matcher(name).find()));
        List<String> differences = comparison.machineDifferences();
        if (!differences.isEmpty() && !force) {
            throw new UserError(
                    both
                            + " come from different machines ("
                            + String.join("; ", differences)
                            + "): their times do not show the effect of a change; to compare"
                            + " anyway, add --force");
        }
        if (comparison.pairs().isEmpty()) {
            throw new UserError(
                    both
                            + " have no benchmark in common"
                            + (selected.isEmpty() ? "" : " whose name matches " + selected));
        }
        return comparison;
    }
}
