package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.CsvOptions;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.command.Version;
import lanewise.benchmarks.cli.search.FoldOptions;
import lanewise.benchmarks.cli.search.GridOptions;
import lanewise.benchmarks.cli.search.ResultOptions;
import lanewise.benchmarks.cli.search.SearchFiles;
import lanewise.benchmarks.cli.search.SearchJson;
import lanewise.benchmarks.cli.search.SearchOutcome;
import lanewise.benchmarks.cli.search.SearchPlan;
import lanewise.benchmarks.cli.search.SearchReport;
import lanewise.benchmarks.cli.search.SearchRows;
import lanewise.benchmarks.cli.table.ColumnOptions;
import lanewise.benchmarks.cli.table.TableReading;
import lanewise.benchmarks.cli.table.TableSource;
import lanewise.benchmarks.cli.table.TableText;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.OptimizerOptions;
import lanewise.benchmarks.cli.train.TableOptions;
import lanewise.benchmarks.cli.train.TrainingOptions;
import lanewise.data.CsvException;
import lanewise.data.Dataset;
import lanewise.io.SavedModel;
import lanewise.train.DivergenceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The command {@code search}: tries settings of a training on a CSV file, scores each by
 * cross-validation, and trains the best on all rows.
 *
 * <p>The system property {@code lanewise.home} is the project's root directory, which contains the
 * default data.
 */
@Command(
        name = "search",
        description =
                "Tries settings of scripts/train by cross-validation, and trains the best on all"
                        + " rows.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "All options of the sections Network, Optimizer and Training, and --scale, are settings"
                    + " that",
            "--grid can vary, except --seed, --kernels and --threads; of tables also"
                    + " --max-categories,",
            "--min-frequency and --impute. Tables and their defaults are those of scripts/train.",
            "",
            "With --out writes model.safetensors (the best settings, trained on all rows with the"
                    + " first seed),",
            "candidates.csv (the table), trials.csv (each training) and, unless --no-plots is given,"
                    + " the charts",
            "score-<setting>.png and .svg, with --halving also rungs.png and .svg. Finished"
                    + " trainings are kept",
            "in search.journal: --resume continues a search that was stopped or killed, and ends"
                    + " with the same",
            "table.",
            "",
            "Handwritten digits, 24 settings, in about a minute:",
            "  scripts/search --data src-test-data/digits.csv.gz --scale min-max --bias --activation"
                    + " relu \\",
            "    --output softmax --init he --optimizer adam --batch 32 --epochs 27 --halving \\",
            "    --grid hidden=16,32,64,32:32 --grid learning-rate=0.003,0.01,0.03 --grid"
                    + " dropout=0,0.1",
            "",
            "Exit codes: 0 success; 2 invalid options or files, explained in one line; 1 a defect"
                    + " of the program."
        })
public final class SearchCommand implements Callable<Integer> {
    private static final String UNDEFINED =
            "no model: each candidate has a fold whose score is undefined, as the warnings say: use"
                    + " another metric or fewer folds (options: --metric, --folds)";

    private static final String DIVERGED =
            "no model: each candidate has a fold without a score, mostly because the training"
                    + " diverged: lower the learning rates, or scale the features (options:"
                    + " --learning-rate, --scale, --max-gradient-norm)";

    @Mixin private TableOptions data = new TableOptions();

    @Mixin private ColumnOptions columns = new ColumnOptions();

    @Mixin private GridOptions grid = new GridOptions();

    @Mixin private FoldOptions folds = new FoldOptions();

    @Mixin private NetworkOptions network = new NetworkOptions();

    @Mixin private OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin private TrainingOptions training = new TrainingOptions();

    @Mixin private ResultOptions results = new ResultOptions();

    @Spec private CommandSpec spec;

    private final Streams streams;

    private SearchCommand(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command and exits the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new SearchCommand(streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the user can correct a problem
     */
    @Override
    public Integer call() throws UserError {
        SearchPlan plan = new SearchPlan(spec, data, network, optimizer, training, folds, grid);
        results.requireJournal();
        Optional<OutputFolder> folder = Optional.empty();
        if (results.folder().isPresent()) {
            List<String> names = SearchFiles.names(plan, results);
            folder = Optional.of(OutputFolder.check(results.folder().get(), names, data.file()));
        }
        SearchRows all = read(plan);
        for (String warning : plan.warnings(all)) {
            streams.warn("search", warning);
        }
        SearchOutcome outcome = search(plan, all, folder);
        for (String warning : outcome.result().warnings()) {
            streams.warn("search", warning);
        }
        report(outcome, folder);
        return CommandRunner.OK;
    }

    /** Reads a data set, or a table if the file or the options are those of one. */
    private SearchRows read(SearchPlan plan) throws UserError {
        TableReading reading = new TableReading(data, columns, network, optimizer, training);
        try {
            return columns.given() || plan.variesPreparation()
                    ? readTable(plan, reading)
                    : readAny(plan, reading);
        } catch (CsvException e) {
            throw new UserError(e.getMessage() + CsvOptions.hint(e.kind()), e);
        }
    }

    private SearchRows readAny(SearchPlan plan, TableReading reading)
            throws CsvException, UserError {
        Dataset all;
        try {
            all = data.read();
        } catch (UserError e) {
            if (!TableReading.isWorthTrying(e)) {
                throw e;
            }
            try {
                return readTable(plan, reading);
            } catch (UserError ofTable) {
                throw TableReading.refusedTwice(e, ofTable);
            }
        }
        return reading.hasNumbersToPredict(all)
                ? readTable(plan, reading)
                : new SearchRows.OfDataset(all, data);
    }

    private SearchRows readTable(SearchPlan plan, TableReading reading)
            throws CsvException, UserError {
        TableSource source = reading.read(plan.seed(), plan::trainingRows);
        SearchRows all = new SearchRows.OfTable(source, reading);
        plan.suit(all);
        for (String remark : source.remarks()) {
            streams.warn("search", remark);
        }
        if (!results.json()) {
            streams.out().print(TableText.columns(source));
            streams.out().flush();
        }
        return all;
    }

    private void report(SearchOutcome outcome, Optional<OutputFolder> folder) throws UserError {
        Optional<SavedModel> best = Optional.empty();
        Optional<UserError> problem = Optional.empty();
        try {
            outcome.result().best(); // throws if there is none
            best = folder.isPresent() ? Optional.of(outcome.bestModel()) : best;
        } catch (IllegalStateException e) {
            boolean diverged =
                    outcome.result().candidates().stream()
                            .anyMatch(row -> SearchOutcome.diverged(row) > 0);
            problem = Optional.of(new UserError(diverged ? DIVERGED : UNDEFINED, e));
        } catch (DivergenceException e) {
            problem =
                    Optional.of(
                            new UserError(
                                    "no model: the best settings on all rows: " + e.getMessage(),
                                    e));
        }
        try {
            if (folder.isPresent()) {
                write(folder.get(), outcome, best);
            }
        } finally { // The search is not lost if a file cannot be written.
            List<Path> files = folder.map(OutputFolder::written).orElse(List.of());
            streams.out()
                    .print(
                            results.json()
                                    ? SearchJson.of(outcome, best, files)
                                    : SearchReport.of(outcome, best, files));
        }
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    private SearchOutcome search(SearchPlan plan, SearchRows all, Optional<OutputFolder> folder)
            throws UserError {
        Optional<Path> journal = results.folder().map(out -> out.resolve(SearchFiles.JOURNAL));
        if (folder.isPresent()) {
            folder.get().create();
        }
        try {
            return plan.carryOut(all, journal, streams);
        } finally {
            folder.ifPresent(OutputFolder::removeIfEmpty); // after a refusal
        }
    }

    private void write(OutputFolder folder, SearchOutcome outcome, Optional<SavedModel> best)
            throws UserError {
        folder.write(SearchFiles.results(outcome, best));
        if (results.charts()) {
            Optional<String> problem = folder.draw(SearchFiles.pictures(outcome));
            if (problem.isPresent()) {
                streams.warn(
                        "search",
                        problem.get()
                                + "; if fonts are missing, install fontconfig and a font, or pass"
                                + " --no-plots");
            }
        }
    }
}
