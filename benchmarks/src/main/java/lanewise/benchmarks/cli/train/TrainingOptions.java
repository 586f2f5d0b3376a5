package lanewise.benchmarks.cli.train;

import lanewise.Tier;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.data.TestSize;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;

/** How long to train, on how many rows at once, how often, and on what. */
@Command(optionListHeading = "Training:")
public final class TrainingOptions {
    private static final int DEFAULT_ITERATIONS = 5000;
    private static final TestSize DEFAULT_VALIDATION = TestSize.fraction(0.1);

    /** The one value of {@code --class-weights}, for now. */
    enum ClassWeights {
        BALANCED
    }

    @Option(
            names = "--iterations",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Updates of the weights. Default: 5000")
    private Integer iterations;

    @Option(
            names = "--epochs",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Passes over all training rows, instead of --iterations.")
    private Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Rows of a mini-batch. Default: all training rows at once")
    private int batch = Integer.MAX_VALUE;

    @Option(
            names = "--class-weights",
            paramLabel = "how",
            converter = TrainingValues.Weights.class,
            description =
                    "balanced: classes count alike however many rows they have. Default: rows count"
                            + " alike")
    private ClassWeights classWeights;

    @Option(
            names = "--patience",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Stop when the loss on rows for validation has not fallen for n epochs, and"
                            + " take"
                            + " the weights with which it was least. Default: never")
    private Integer patience;

    @Option(
            names = "--validation-size",
            paramLabel = "size",
            converter = TrainingValues.Rows.class,
            description =
                    "Rows for validation, taken from those for training: a number or a share."
                            + " Default: 0.1")
    private TestSize validationSize;

    @Option(
            names = {"--seed", "--seeds"},
            paramLabel = "n",
            converter = TrainingValues.SeedList.class,
            description =
                    "Seed of the start weights, as NumPy's RandomState, of the order of rows and of"
                            + " dropout. Several, separated by commas: train once with each."
                            + " Default: 10")
    private Seeds seeds = new Seeds(List.of(10L));

    @Option(
            names = "--kernels",
            paramLabel = "which",
            converter = TrainingValues.Kernels.class,
            description =
                    "auto, scalar, vector or specialised (to the shape of a small network); all"
                            + " give"
                            + " the same result. Default: auto")
    private Tier kernels = Tier.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Threads; any number gives the same result. Default: 1, for large networks all")
    private Integer threads;

    /** The seeds to train with, at least one. */
    List<Long> seeds() {
        return seeds.values();
    }

    /** How many rows are for validation, if any. */
    Optional<TestSize> validationSize() {
        if (patience == null && validationSize != null) {
            throw new IllegalArgumentException(
                    "--validation-size goes with --patience, which says when to stop");
        }
        return patience == null
                ? Optional.empty()
                : Optional.of(validationSize == null ? DEFAULT_VALIDATION : validationSize);
    }

    /** The rows of a batch. */
    int batch(int rows) {
        return Math.min(batch, rows);
    }

    /** The iterations that it takes to learn so many rows once. */
    int iterationsPerEpoch(int rows) {
        return Math.ceilDiv(rows, batch(rows));
    }

    /**
     * The iterations to do.
     *
     * @throws IllegalArgumentException if both iterations and epochs are given, or they are too
     *     many
     */
    int iterations(int rows) {
        if (epochs == null) {
            return iterations == null ? DEFAULT_ITERATIONS : iterations;
        }
        if (iterations != null) {
            throw new IllegalArgumentException(
                    "--iterations and --epochs both say how long to train: give one of them");
        }
        long all = (long) epochs * iterationsPerEpoch(rows);
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "--epochs "
                            + epochs
                            + ": "
                            + all
                            + " iterations are more than "
                            + Integer.MAX_VALUE
                            + ": expected fewer, or larger batches");
        }
        return (int) all;
    }

    /**
     * A trainer as these options say.
     *
     * @throws IllegalArgumentException if the options do not go together
     */
    Trainer trainer(OptimizerOptions optimizer, TrainingData data, long seed) {
        int rows = data.train().rows();
        int all = iterations(rows);
        Trainer trainer =
                optimizer
                        .trainer(all, iterationsPerEpoch(rows))
                        .withIterations(all)
                        .withBatches(batch)
                        .withSeed(seed)
                        .withTier(kernels);
        if (classWeights != null) {
            trainer = trainer.withBalancedClasses();
        }
        if (data.validation().isPresent()) {
            EarlyStopping rule = new EarlyStopping(data.validation().get(), patience);
            trainer = trainer.withEarlyStopping(rule);
        }
        return threads == null ? trainer : trainer.withThreads(threads);
    }

    /** Describes the length of the training and the batches. */
    String describe(int rows) {
        int all = iterations(rows);
        if (iterationsPerEpoch(rows) == 1) {
            return Quantities.count(all, "full-batch iteration", "full-batch iterations");
        }
        return (epochs == null ? "" : Quantities.count(epochs, "epoch", "epochs") + ", ")
                + Quantities.count(all, "iteration", "iterations")
                + " with batches of "
                + batch;
    }

    /** Describes what else is not as usual, each with a comma before it. */
    String describeRest() {
        return (classWeights == null ? "" : ", balanced classes")
                + (patience == null ? "" : ", patience of " + count(patience));
    }

    /** Describes what patience means once it is over. */
    String describePatience() {
        return "the validation loss had not fallen for " + count(patience);
    }

    private static String count(int epochs) {
        return Quantities.count(epochs, "epoch", "epochs");
    }
}
