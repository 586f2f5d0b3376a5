package lanewise.benchmarks.cli.table;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.LabelMetrics;
import lanewise.metrics.Metric;
import lanewise.metrics.PermutationImportance;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The importance of the original columns for a model.
 *
 * @param columns the importance of each column, the most important first
 * @param metric the score that falls
 * @param rows number of test rows used
 */
public record ColumnImportance(List<PermutationImportance> columns, String metric, int rows) {
    private static final int REPEATS = 5;
    private static final long SEED = 0;

    /** Predictions that take about a second on a network of the default size. */
    private static final long MOST_PREDICTIONS = 2_000_000;

    private static final int FEWEST_ROWS = 100;

    /** Copies the list. */
    public ColumnImportance {
        columns = List.copyOf(columns);
    }

    /** No importance, if there is no page to show it. */
    public static final ColumnImportance NONE = new ColumnImportance(List.of(), "", 0);

    /**
     * Shuffles each column among the test rows, or a sample of these if they are many.
     *
     * @param outcome the result of a training
     * @return the importance of the columns for the last seed's model
     */
    public static ColumnImportance of(TableOutcome outcome) {
        TableRows rows = outcome.rows();
        long perRow = (long) rows.features().size() * REPEATS;
        int most = (int) Math.max(FEWEST_ROWS, MOST_PREDICTIONS / perRow);
        Dataset test = sample(rows.test(), most);
        Metric metric = metric(outcome);
        List<PermutationImportance> importance =
                PermutationImportance.of(
                        outcome.last().model(),
                        test,
                        rows.preparation().inputGroups(),
                        metric,
                        REPEATS,
                        SEED);
        return new ColumnImportance(
                importance.stream().sorted(Comparator.comparingDouble(one -> -one.mean())).toList(),
                name(outcome),
                test.rows());
    }

    private static Dataset sample(Dataset test, int most) {
        return test.rows() <= most
                ? test
                : test.select(Arrays.copyOf(new RandomState(SEED).permutation(test.rows()), most));
    }

    private static Metric metric(TableOutcome outcome) {
        return switch (outcome.source().schema().targetKind()) {
            case CLASSES -> Metric.ACCURACY;
            case NUMBERS -> Metric.R2;
            case LABELS -> Metric.minimized("log loss", ColumnImportance::labelLoss);
        };
    }

    private static String name(TableOutcome outcome) {
        return switch (outcome.source().schema().targetKind()) {
            case CLASSES -> "accuracy";
            case NUMBERS -> "R²";
            case LABELS -> "log loss";
        };
    }

    private static double labelLoss(FeatureMatrix predicted, FeatureMatrix targets) {
        return LabelMetrics.of(predicted, targets).meanLogLoss();
    }
}
