package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.report.training.Judgement;
import lanewise.benchmarks.report.training.Mistake;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableTarget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The test rows that a model predicts worst. */
final class Mistakes {
    private static final int MOST = 10;

    private final Table table;
    private final Dataset test;
    private final TableTarget target;

    private Mistakes(Table table, Dataset test, TableTarget target) {
        this.table = table;
        this.test = test;
        this.target = target;
    }

    /**
     * Finds the rows: of a wrong class with the least probability of the right one, with the
     * largest errors relative to the spread of each number, or the least likely labels.
     *
     * @param table the test rows as they are in the file
     * @param test the same rows as the model takes them
     * @param target what is predicted
     * @param judgement the predictions
     */
    static List<Mistake> of(Table table, Dataset test, TableTarget target, Judgement judgement) {
        Mistakes mistakes = new Mistakes(table, test, target);
        return switch (judgement) {
            case Judgement.Classes classes ->
                    classes.probabilities().isPresent()
                            ? mistakes.classes(classes.probabilities().get())
                            : List.of();
            case Judgement.Numbers numbers -> mistakes.numbers(numbers.outputs());
            case Judgement.Labels labels -> mistakes.labels(labels.outputs());
        };
    }

    private List<Mistake> classes(Judgement.Outputs outputs) {
        List<String> names = ((TableTarget.Classes) target).classNames();
        FeatureMatrix p = outputs.predicted();
        int[] actual = IntStream.range(0, test.rows()).map(test::label).toArray();
        int[] predicted = Outputs.predictedClasses(p);
        List<Mistake> list = new ArrayList<>();
        for (int row : worst(row -> p.get(row, actual[row]))) {
            if (actual[row] != predicted[row]) {
                list.add(
                        mistake(
                                row,
                                names.get(actual[row]),
                                names.get(predicted[row]),
                                p.get(row, actual[row])));
            }
        }
        return list;
    }

    private List<Mistake> numbers(Judgement.Outputs outputs) {
        TableTarget.Numbers numbers = (TableTarget.Numbers) target;
        int count = numbers.columns().size();
        IntToDoubleFunction nearness =
                row -> {
                    double sum = 0;
                    for (int k = 0; k < count; k++) {
                        sum += Math.abs(residual(outputs, row, k)) / numbers.scaling().scale(k);
                    }
                    return -sum;
                };
        List<Mistake> list = new ArrayList<>();
        for (int row : worst(nearness)) {
            list.add(
                    mistake(
                            row,
                            joined(outputs.targets(), row),
                            joined(outputs.predicted(), row),
                            count == 1 ? residual(outputs, row, 0) : Double.NaN));
        }
        return list;
    }

    private static double residual(Judgement.Outputs outputs, int row, int k) {
        return (double) outputs.predicted().get(row, k) - outputs.targets().get(row, k);
    }

    private static String joined(FeatureMatrix matrix, int row) {
        StringJoiner joined = new StringJoiner(", ");
        for (int k = 0; k < matrix.features(); k++) {
            joined.add(ScoreText.number(matrix.get(row, k)));
        }
        return joined.toString();
    }

    private List<Mistake> labels(Judgement.Outputs outputs) {
        FeatureMatrix p = outputs.predicted();
        FeatureMatrix y = outputs.targets();
        IntToDoubleFunction likelihood =
                row -> {
                    double product = 1;
                    for (int k = 0; k < p.features(); k++) {
                        product *= y.get(row, k) == 1 ? p.get(row, k) : 1 - p.get(row, k);
                    }
                    return product;
                };
        List<Mistake> list = new ArrayList<>();
        for (int row : worst(likelihood)) {
            String actual = labels(y, row);
            String predicted = labels(p, row);
            if (!actual.equals(predicted)) {
                list.add(mistake(row, actual, predicted, likelihood.applyAsDouble(row)));
            }
        }
        return list;
    }

    private String labels(FeatureMatrix matrix, int row) {
        StringJoiner joined = new StringJoiner(", ");
        for (int k = 0; k < matrix.features(); k++) {
            if (matrix.get(row, k) > 0.5f) {
                joined.add(target.columns().get(k));
            }
        }
        return joined.length() == 0 ? "none" : joined.toString();
    }

    /** The rows with the least values. */
    private List<Integer> worst(IntToDoubleFunction value) {
        return IntStream.range(0, test.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(value::applyAsDouble))
                .limit(MOST)
                .toList();
    }

    private Mistake mistake(int row, String actual, String predicted, double severity) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (TableColumn column : table.columns()) {
            values.put(column.name(), column.text(row));
        }
        return new Mistake(table.rowNumber(row), actual, predicted, severity, values);
    }
}
