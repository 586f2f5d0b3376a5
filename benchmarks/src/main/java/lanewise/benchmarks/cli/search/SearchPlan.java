package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.table.TableReading;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.OptimizerOptions;
import lanewise.benchmarks.cli.train.TableOptions;
import lanewise.benchmarks.cli.train.TrainingOptions;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.select.Candidate;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Halving;
import lanewise.select.Search;
import lanewise.select.SearchResult;

import picocli.CommandLine.Model.CommandSpec;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options that determine a search and its result. A candidate sets the options that the search
 * varies; the training is then made of all options, as that of {@code scripts/train}.
 */
public final class SearchPlan {
    private final TableOptions table;
    private final NetworkOptions network;
    private final OptimizerOptions optimizer;
    private final TrainingOptions training;
    private final FoldOptions folds;
    private final GridOptions grid;
    private final List<Setting> settings;

    /**
     * Creates a plan.
     *
     * @param spec the command with its parsed options
     * @param table the rows
     * @param network the shape of the network
     * @param optimizer the optimizer
     * @param training the length of the trainings, their batches and seeds
     * @param folds the cross-validation
     * @param grid the candidates
     * @throws UserError if a setting to vary is unknown or malformed
     */
    public SearchPlan(
            CommandSpec spec,
            TableOptions table,
            NetworkOptions network,
            OptimizerOptions optimizer,
            TrainingOptions training,
            FoldOptions folds,
            GridOptions grid)
            throws UserError {
        this.table = table;
        this.network = network;
        this.optimizer = optimizer;
        this.training = training;
        this.folds = folds;
        this.grid = grid;
        settings = Settings.parse(spec, grid.grid());
    }

    /**
     * Trains and scores all candidates.
     *
     * @param all the rows
     * @param journal the file of finished trials, if any
     * @param streams where the progress is shown
     * @return the result
     * @throws UserError if data and plan do not match, or the journal cannot be used
     */
    public SearchOutcome carryOut(SearchRows all, Optional<Path> journal, Streams streams)
            throws UserError {
        try {
            Search search = grid.search(settings);
            Optional<Halving> halving = halving(all, search.candidates().size());
            search = halving.isPresent() ? search.withHalving(halving.get()) : search;
            search = journal.isPresent() ? search.withJournal(journal.get()) : search;
            long start = System.nanoTime();
            SearchResult result = watched(search, all, streams);
            return new SearchOutcome(this, all, halving, result, (System.nanoTime() - start) / 1e9);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            // The messages name the problem and the remedy; all that is checked comes from options.
            throw new UserError(e.getMessage() + hint(e.getMessage()), e);
        }
    }

    private static String hint(String problem) {
        if (problem.contains("test size")) {
            return " (option: --validation-size)";
        }
        if (problem.endsWith("use KFold")) {
            return " (option: --not-stratified)";
        }
        return problem.contains("different values") ? TableReading.hint(problem) : "";
    }

    private SearchResult watched(Search search, SearchRows all, Streams streams) {
        if (!streams.terminal()) {
            return fit(search.withListener(new ProgressLines(streams)), all);
        }
        int trainings = folds.trainings() * training.seeds().size();
        try (LiveTable table =
                new LiveTable(streams.err(), settings, search.candidates(), trainings)) {
            return fit(search.withListener(table), all);
        }
    }

    private SearchResult fit(Search search, SearchRows all) {
        CrossValidation validation = folds.validation();
        validation =
                validation.withSeeds(
                        training.seeds().stream().mapToLong(Long::longValue).toArray());
        validation =
                training.threads().isPresent()
                        ? validation.withThreads(training.threads().get())
                        : validation;
        return all.fit(search, validation, candidate -> estimator(candidate, all));
    }

    private Optional<Halving> halving(SearchRows all, int candidates) throws UserError {
        for (Setting setting : settings) {
            if (grid.halving() && setting.name().matches("epochs|iterations")) {
                throw new UserError(
                        "--halving sets the length of the trainings: leave out --grid "
                                + setting.name());
            }
        }
        boolean epochs = training.epochs().isPresent();
        int maximum =
                epochs
                        ? training.epochs().get()
                        : training.iterations(folds.trainingRows(all.rows()));
        return grid.rule(
                epochs ? Halving.Resource.EPOCHS : Halving.Resource.ITERATIONS,
                maximum,
                candidates);
    }

    private Estimator estimator(Candidate candidate, SearchRows all) {
        settings.forEach(setting -> setting.apply(candidate));
        if (!network.probabilities()) {
            folds.requireNoProbabilities();
        }
        Optional<TestSize> held = training.validationSize();
        int rows = folds.trainingRows(all.rows());
        rows = held.isPresent() ? rows - held.get().testRows(rows) : rows;
        Estimator estimator;
        try {
            estimator = all.estimator(network, training.repeatedTrainer(optimizer, rows));
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return held.isPresent()
                ? estimator.withEarlyStopping(
                        folds.earlyStopping(held.get()), training.patience().orElseThrow())
                : estimator;
    }

    /**
     * Describes what is doubtful about the rows and the folds.
     *
     * @param all the rows
     * @return a line for each problem
     * @throws UserError if the rows cannot be divided into folds or scaled
     */
    public List<String> warnings(SearchRows all) throws UserError {
        try {
            List<String> warnings = new ArrayList<>(folds.warnings(all));
            if (all instanceof SearchRows.OfDataset && !varies("scale")) {
                Dataset data = all.labels();
                warnings.addAll(TableOptions.warnings(data, table.scaler().fit(data)));
            }
            return warnings;
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + hint(e.getMessage()), e);
        }
    }

    /**
     * Returns whether the search varies how columns become inputs, so that the file is a table.
     *
     * @return true with a {@code --grid} of such a setting
     */
    public boolean variesPreparation() {
        return Settings.OF_TABLES.stream().anyMatch(this::varies);
    }

    private boolean varies(String name) {
        return settings.stream().anyMatch(setting -> setting.name().equals(name));
    }

    /**
     * The number of rows that a fold trains.
     *
     * @param rows number of all rows
     * @return that number, give or take one
     */
    public int trainingRows(int rows) {
        return folds.trainingRows(rows);
    }

    /**
     * The seed of the folds.
     *
     * @return the seed
     */
    public long seed() {
        return folds.seed();
    }

    /**
     * Prepares for the kind of the target.
     *
     * @param all the rows
     * @throws UserError if a metric does not suit it
     */
    public void suit(SearchRows all) throws UserError {
        if (all.numbers()) {
            folds.predictNumbers();
        }
    }

    /** Whether the number of candidates is halved from rung to rung. */
    boolean halving() {
        return grid.halving();
    }

    TableOptions table() {
        return table;
    }

    TrainingOptions training() {
        return training;
    }

    FoldOptions folds() {
        return folds;
    }

    List<Setting> settings() {
        return settings;
    }
}
