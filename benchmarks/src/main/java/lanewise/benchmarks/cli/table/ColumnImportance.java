package lanewise.benchmarks.cli.table;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureGroup;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.LabelMetrics;
import lanewise.metrics.Metric;
import lanewise.metrics.PermutationImportance;
import lanewise.random.RandomState;
import lanewise.table.TargetKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The importance of the original columns for a model.
 *
 * @param columns the importance of each column, the most important first
 * @param metric the score that falls
 * @param rows number of test rows used
 * @param all whether all columns were shuffled
 */
public record ColumnImportance(
        List<PermutationImportance> columns, String metric, int rows, boolean all) {
    private static final int REPEATS = 5;
    private static final long SEED = 0;

    /** Predictions that take about a second on a network of the default size. */
    private static final long MOST_PREDICTIONS = 2_000_000;

    private static final int FEWEST_ROWS = 100;

    /** Products of weights that take seconds; large networks make fewer predictions. */
    private static final long MOST_PRODUCTS = 5_000_000_000L;

    /** Copies the list. */
    public ColumnImportance {
        columns = List.copyOf(columns);
    }

    /** No importance, if there is no page to show it. */
    public static final ColumnImportance NONE = new ColumnImportance(List.of(), "", 0, true);

    /**
     * Shuffles each column among the test rows, or a sample of these if they are many.
     *
     * @param outcome the result of a training
     * @return the importance of the columns for the last seed's model
     */
    public static ColumnImportance of(TableOutcome outcome) {
        TableRows rows = outcome.rows();
        return of(
                outcome.last().model(),
                rows.test(),
                rows.preparation().inputGroups(),
                outcome.source().schema().targetKind());
    }

    /** The importance of the features of a data set of classes. */
    static ColumnImportance of(Model model, Dataset test) {
        List<FeatureGroup> groups = new ArrayList<>();
        for (String name : test.featureNames()) {
            groups.add(new FeatureGroup(name, groups.size(), 1));
        }
        return of(model, test, groups, TargetKind.CLASSES);
    }

    private static ColumnImportance of(
            Model model, Dataset rows, List<FeatureGroup> columns, TargetKind kind) {
        int parameters = model.network().parameterCount();
        long predictions = Math.min(MOST_PREDICTIONS, MOST_PRODUCTS / parameters);
        List<FeatureGroup> groups =
                largest(model, columns, Math.max(1, predictions / (FEWEST_ROWS * REPEATS)));
        long perRow = (long) groups.size() * REPEATS;
        Dataset test = sample(rows, (int) Math.max(FEWEST_ROWS, predictions / perRow));
        List<PermutationImportance> importance =
                PermutationImportance.of(model, test, groups, metric(kind), REPEATS, SEED);
        return new ColumnImportance(
                importance.stream().sorted(Comparator.comparingDouble(one -> -one.mean())).toList(),
                name(kind),
                test.rows(),
                groups.size() == columns.size());
    }

    /** The columns with the largest weights, if there are too many. */
    private static List<FeatureGroup> largest(Model model, List<FeatureGroup> columns, long most) {
        if (columns.size() <= most) {
            return columns;
        }
        float[] weights = model.weights(0);
        int units = model.network().layers().getFirst().units();
        Map<FeatureGroup, Double> largest = new HashMap<>();
        for (FeatureGroup column : columns) {
            for (int input = column.first(); input < column.first() + column.count(); input++) {
                double sum = 0;
                for (int k = input * units; k < (input + 1) * units; k++) {
                    sum += Math.abs(weights[k]);
                }
                largest.merge(column, sum, Math::max); // not the sum of many categories
            }
        }
        return columns.stream()
                .sorted(Comparator.comparingDouble(column -> -largest.get(column)))
                .limit(most)
                .toList();
    }

    /** The rows and columns that it is limited to; empty for all test rows and columns. */
    String basis(int testRows) {
        List<String> parts = new ArrayList<>();
        if (rows < testRows) {
            parts.add(rows + " random test rows");
        }
        if (!all) {
            parts.add(
                    columns.size() == 1
                            ? "the column with the largest weights"
                            : "the " + columns.size() + " columns with the largest weights");
        }
        return String.join(" and ", parts);
    }

    private static Dataset sample(Dataset test, int most) {
        return test.rows() <= most
                ? test
                : test.select(Arrays.copyOf(new RandomState(SEED).permutation(test.rows()), most));
    }

    private static Metric metric(TargetKind kind) {
        return switch (kind) {
            case CLASSES -> Metric.ACCURACY;
            case NUMBERS -> Metric.R2;
            case LABELS -> Metric.minimized("log loss", ColumnImportance::labelLoss);
        };
    }

    private static String name(TargetKind kind) {
        return switch (kind) {
            case CLASSES -> "accuracy";
            case NUMBERS -> "R²";
            case LABELS -> "log loss";
        };
    }

    private static double labelLoss(FeatureMatrix predicted, FeatureMatrix targets) {
        return LabelMetrics.of(predicted, targets).meanLogLoss();
    }
}
