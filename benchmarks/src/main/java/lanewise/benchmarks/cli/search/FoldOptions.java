package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.TestSize;
import lanewise.metrics.Metric;
import lanewise.select.CrossValidation;
import lanewise.split.RepeatedKFold;
import lanewise.split.RepeatedStratifiedKFold;
import lanewise.split.ShuffleSplit;
import lanewise.split.Splitter;
import lanewise.split.StratifiedShuffleSplit;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

import java.util.List;

/** The folds by which candidates are scored, and the scores. */
@Command(optionListHeading = "Cross-validation:")
public final class FoldOptions {

    private static final List<Metric> OF_NUMBERS = List.of(Metric.R2, Metric.RMSE, Metric.MAE);

    /** A metric. */
    static final class Metrics implements ITypeConverter<Metric> {
        @Override
        public Metric convert(String text) {
            return OptionValues.converted(text.strip(), Metric::named);
        }
    }

    @Option(
            names = "--folds",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Number of folds. Default: 5")
    private int folds = 5;

    @Option(
            names = "--repeats",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Number of divisions of all rows into folds. Default: 1")
    private int repeats = 1;

    @Option(
            names = "--split-seed",
            paramLabel = "n",
            converter = OptionValues.Seed.class,
            description =
                    "Seed of the folds, same as random_state of RepeatedStratifiedKFold or, for"
                            + " numbers, RepeatedKFold. Default: 4")
    private long splitSeed = 4;

    @Option(
            names = "--not-stratified",
            description =
                    "Folds need not have the classes' shares of all rows: RepeatedKFold instead.")
    private boolean notStratified;

    @Option(
            names = "--metric",
            paramLabel = "name",
            split = ",",
            converter = Metrics.class,
            description =
                    "accuracy, balanced-accuracy, macro-f1, log-loss, roc-auc, average-precision,"
                            + " brier, r2, rmse or mae. Several, separated by commas: the first"
                            + " ranks. Default: accuracy; for numbers r2")
    private List<Metric> metrics;

    /** Whether numbers are predicted, which have no classes to stratify. */
    private boolean numbers;

    /** Creates the options with their default values; picocli sets them. */
    public FoldOptions() {}

    /**
     * Prepares for targets that are numbers: folds are not stratified, and errors are scored.
     *
     * @throws UserError if a metric is one of classes
     */
    void predictNumbers() throws UserError {
        numbers = true;
        for (Metric metric : metrics()) {
            if (!OF_NUMBERS.contains(metric)) {
                throw new UserError(
                        "--metric "
                                + metric
                                + " scores classes: use r2, rmse or mae for numbers, or"
                                + " --categorical if they are names of classes");
            }
        }
    }

    private List<Metric> metrics() {
        if (metrics != null) {
            return metrics;
        }
        return List.of(numbers ? Metric.R2 : Metric.ACCURACY);
    }

    private boolean stratified() {
        return !notStratified && !numbers;
    }

    /**
     * The cross-validation.
     *
     * @throws IllegalArgumentException if an option is out of range
     */
    CrossValidation validation() {
        Splitter splitter =
                stratified()
                        ? RepeatedStratifiedKFold.of(folds, repeats, splitSeed)
                        : RepeatedKFold.of(folds, repeats, splitSeed);
        return CrossValidation.of(splitter, metrics().toArray(Metric[]::new));
    }

    /**
     * Checks that the metrics can score outputs that are no probabilities.
     *
     * @throws IllegalArgumentException if one cannot
     */
    void requireNoProbabilities() {
        for (Metric metric : metrics()) {
            if (metric == Metric.LOG_LOSS || metric == Metric.BRIER) {
                throw new IllegalArgumentException(
                        "--metric "
                                + metric
                                + " requires probabilities: use --output softmax or sigmoid, or"
                                + " another metric");
            }
        }
    }

    /** Number of rows that a fold trains, give or take one. */
    int trainingRows(int rows) {
        return Math.max(1, rows - rows / folds);
    }

    long seed() {
        return splitSeed;
    }

    /** Number of trainings of a candidate with one seed. */
    int trainings() {
        return folds * repeats;
    }

    /** Divides the training rows of a fold for early stopping. */
    Splitter earlyStopping(TestSize size) {
        return stratified()
                ? StratifiedShuffleSplit.of(1, size, splitSeed)
                : ShuffleSplit.of(1, size, splitSeed);
    }

    /**
     * Describes what is doubtful about the folds.
     *
     * @return a line for each problem
     * @throws IllegalArgumentException if the rows cannot be divided
     */
    List<String> warnings(SearchRows all) {
        return stratified()
                ? RepeatedStratifiedKFold.of(folds, repeats, splitSeed).warnings(all.labels())
                : List.of();
    }

    /** Describes the folds. */
    String describe() {
        return folds
                + (stratified() ? " stratified" : "")
                + " folds"
                + (repeats == 1 ? "" : ", " + Quantities.count(repeats, "time", "times"))
                + ", seed "
                + splitSeed;
    }
}
