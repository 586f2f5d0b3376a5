package lanewise.benchmarks.cli.train;

import lanewise.Tier;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;

/** The length of the training, its batches, seeds, kernels and threads. */
@Command(optionListHeading = "Training:")
public final class TrainingOptions {
    private static final int DEFAULT_ITERATIONS = 5000;

    private static final int TABLE_BATCH = 32;
    private static final int TABLE_PATIENCE = 10;

    /** Updates that most tables need, if their passes are neither very few nor very many. */
    private static final int TABLE_ITERATIONS = 3000;

    private static final int FEWEST_EPOCHS = 20;
    private static final int MOST_EPOCHS = 500;

    /**
     * Rows of a table from which a part of them is for early stopping: it costs fewer rows more.
     */
    private static final int ROWS_FOR_VALIDATION = 1000;

    private static final TestSize DEFAULT_VALIDATION = TestSize.fraction(0.1);

    /** Values of {@code --class-weights}; currently only one. */
    enum ClassWeights {
        BALANCED
    }

    @Option(
            names = "--iterations",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Number of weight updates. Default: 5000; for tables about 3000, 20 to"
                            + " 500 epochs; with --patience at most 500 epochs")
    private Integer iterations;

    @Option(
            names = "--epochs",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Number of passes over all training rows, instead of --iterations.")
    private Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Number of rows per mini-batch. Default: all training rows; for tables 32")
    private Integer batch;

    @Option(
            names = "--class-weights",
            paramLabel = "how",
            converter = TrainingValues.Weights.class,
            description =
                    "balanced: every class has the same total weight, whatever its number of"
                            + " rows. Default: every row has the same weight")
    private ClassWeights classWeights;

    @Option(
            names = {"--patience", "--early-stopping"},
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Stop when the validation loss has not improved for n epochs, and use the"
                            + " weights with the lowest. Default: never; for tables of 1000"
                            + " training rows or more 10, unless --epochs or --iterations is"
                            + " given")
    private Integer patience;

    @Option(
            names = "--validation-size",
            paramLabel = "size",
            converter = TrainingValues.Rows.class,
            description =
                    "Validation rows, taken from the training rows: a number or a fraction."
                            + " Default: 0.1")
    private TestSize validationSize;

    @Option(
            names = {"--seed", "--seeds"},
            paramLabel = "n",
            converter = TrainingValues.SeedList.class,
            description =
                    "Seed of the start weights, same as NumPy's RandomState, of the order of rows"
                            + " and of dropout. Several, such as 1,2,3 or 0..9: train once with"
                            + " each, as many at the same time as there are processors. Default:"
                            + " 10")
    private TrainingValues.Seeds seeds = new TrainingValues.Seeds(List.of(10L));

    @Option(
            names = "--kernels",
            paramLabel = "which",
            converter = TrainingValues.Kernels.class,
            description =
                    "auto, scalar, vector or specialised (to the shape of a small network); all"
                            + " give the same result. Default: auto")
    private Tier kernels = Tier.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Number of threads; any number gives the same result. Default: 1; for large"
                            + " networks, several seeds, and in a search, all")
    private Integer threads;

    /** Number of rows of a table for training and validation; 0 for a data set. */
    private int tableRows;

    /** Creates the options with their default values; picocli sets them. */
    public TrainingOptions() {}

    /**
     * Sets what is not given to the defaults for tables.
     *
     * @param rows number of rows for training and validation
     */
    public void useTableDefaults(int rows) {
        tableRows = rows;
    }

    /** The rows per batch; null for all. */
    private Integer batchRows() {
        return batch == null && tableRows > 0 ? (Integer) TABLE_BATCH : batch;
    }

    private boolean hasLengthOfTables() {
        return tableRows > 0 && epochs == null && iterations == null;
    }

    /** The patience; null without early stopping. */
    private Integer patienceInEpochs() {
        boolean ofTables =
                patience == null && hasLengthOfTables() && tableRows >= ROWS_FOR_VALIDATION;
        return ofTables ? (Integer) TABLE_PATIENCE : patience;
    }

    /** The length in epochs; null if it is in iterations. */
    private Integer lengthInEpochs() {
        if (!hasLengthOfTables()) {
            return epochs;
        }
        int perEpoch = iterationsPerEpoch(tableRows);
        int most = Math.max(1, Math.min(MOST_EPOCHS, Integer.MAX_VALUE / perEpoch));
        return patienceInEpochs() != null
                ? most
                : Math.clamp(Math.ceilDiv(TABLE_ITERATIONS, perEpoch), FEWEST_EPOCHS, most);
    }

    /**
     * Returns whether every class has the same total weight.
     *
     * @return true with {@code --class-weights balanced}
     */
    public boolean balancesClasses() {
        return classWeights != null;
    }

    /**
     * The seeds to train with.
     *
     * @return at least one
     */
    public List<Long> seeds() {
        return seeds.values();
    }

    /**
     * The number of threads.
     *
     * @return empty for the default
     */
    public Optional<Integer> threads() {
        return Optional.ofNullable(threads);
    }

    /**
     * The number of epochs, if it sets the length of the training.
     *
     * @return empty if the number of iterations does
     */
    public Optional<Integer> epochs() {
        return Optional.ofNullable(lengthInEpochs());
    }

    /**
     * The patience of early stopping in epochs.
     *
     * @return empty without early stopping
     */
    public Optional<Integer> patience() {
        return Optional.ofNullable(patienceInEpochs());
    }

    /**
     * The number of validation rows.
     *
     * @return empty without early stopping
     * @throws IllegalArgumentException if the options contradict each other
     */
    public Optional<TestSize> validationSize() {
        Integer limit = patienceInEpochs();
        if (limit == null && validationSize != null) {
            throw new IllegalArgumentException(
                    "--validation-size requires --patience, which enables early stopping");
        }
        return limit == null
                ? Optional.empty()
                : Optional.of(validationSize == null ? DEFAULT_VALIDATION : validationSize);
    }

    /**
     * Returns whether the vector kernels are requested.
     *
     * @return true for {@code --kernels vector} and {@code specialised}
     */
    public boolean needsVectors() {
        return kernels == Tier.VECTOR || kernels == Tier.SPECIALISED;
    }

    /**
     * The number of rows per batch.
     *
     * @param rows number of training rows
     * @return 1 to {@code rows}
     */
    public int batch(int rows) {
        Integer most = batchRows();
        return most == null ? rows : Math.min(most, rows);
    }

    /**
     * The number of iterations per epoch.
     *
     * @param rows number of training rows
     * @return at least 1
     */
    public int iterationsPerEpoch(int rows) {
        return Math.ceilDiv(rows, batch(rows));
    }

    /**
     * The number of iterations.
     *
     * @param rows number of training rows
     * @return at least 1
     * @throws IllegalArgumentException if both iterations and epochs are given, or they are too
     *     many
     */
    public int iterations(int rows) {
        Integer length = lengthInEpochs();
        if (length == null) {
            return iterations == null ? DEFAULT_ITERATIONS : iterations;
        }
        if (iterations != null) {
            throw new IllegalArgumentException(
                    "--iterations and --epochs both set the length of the training: give only one"
                            + " of them");
        }
        long all = (long) length * iterationsPerEpoch(rows);
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "--epochs "
                            + length
                            + ": "
                            + all
                            + " iterations are more than "
                            + Integer.MAX_VALUE
                            + ": expected fewer, or larger batches");
        }
        return (int) all;
    }

    /**
     * Creates a trainer with these options.
     *
     * @param optimizer the optimizer
     * @param rows number of training rows
     * @param validation the validation rows, with early stopping
     * @param seed the seed
     * @return the trainer
     * @throws IllegalArgumentException if the options contradict each other
     */
    public Trainer trainer(
            OptimizerOptions optimizer, int rows, Optional<Dataset> validation, long seed) {
        Trainer trainer = trainer(optimizer, rows).withSeed(seed);
        if (validation.isPresent()) {
            EarlyStopping rule = new EarlyStopping(validation.get(), patienceInEpochs());
            trainer = trainer.withEarlyStopping(rule);
        }
        return threads == null ? trainer : trainer.withThreads(threads);
    }

    private Trainer trainer(OptimizerOptions optimizer, int rows) {
        int all = iterations(rows);
        Integer size = batchRows();
        Trainer trainer =
                optimizer
                        .trainer(all, iterationsPerEpoch(rows))
                        .withIterations(all)
                        .withBatches(size == null ? Integer.MAX_VALUE : size)
                        .withTier(kernels);
        return classWeights == null ? trainer : trainer.withBalancedClasses();
    }

    /**
     * Creates a trainer for trainings on several parts of the rows, each with its own epochs. It
     * has the first seed, and no early stopping.
     *
     * @param optimizer the optimizer
     * @param rows number of rows of such a part, for the schedule of the learning rate
     * @return the trainer
     * @throws IllegalArgumentException if the options contradict each other
     */
    public Trainer repeatedTrainer(OptimizerOptions optimizer, int rows) {
        Trainer trainer = trainer(optimizer, rows).withSeed(seeds.values().getFirst());
        Integer length = lengthInEpochs();
        return length == null ? trainer : trainer.withEpochs(length);
    }

    /**
     * Describes the length of the training and the batches.
     *
     * @param rows number of training rows
     * @return such as {@code 200 epochs, 800 iterations with batches of 32}
     */
    public String describe(int rows) {
        int all = iterations(rows);
        if (iterationsPerEpoch(rows) == 1) {
            return Quantities.count(all, "full-batch iteration", "full-batch iterations");
        }
        Integer length = lengthInEpochs();
        return (length == null ? "" : Quantities.count(length, "epoch", "epochs") + ", ")
                + Quantities.count(all, "iteration", "iterations")
                + " with batches of "
                + batchRows();
    }

    /**
     * Describes the other options that differ from their defaults.
     *
     * @return each preceded by a comma
     */
    public String describeRest() {
        return (classWeights == null ? "" : ", balanced classes")
                + (patienceInEpochs() == null ? "" : ", patience of " + count(patienceInEpochs()));
    }

    /**
     * Describes the reason for early stopping.
     *
     * @return a sentence in the past
     */
    public String describePatience() {
        return "the validation loss did not improve for " + count(patienceInEpochs());
    }

    private static String count(int epochs) {
        return Quantities.count(epochs, "epoch", "epochs");
    }
}
