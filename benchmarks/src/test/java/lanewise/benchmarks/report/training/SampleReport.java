package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.training.Judgement.Classes;
import lanewise.benchmarks.report.training.Judgement.Labels;
import lanewise.benchmarks.report.training.Judgement.Numbers;
import lanewise.benchmarks.report.training.Judgement.Outputs;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.PermutationImportance;
import lanewise.table.ColumnKind;
import lanewise.table.ColumnSummary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Reports with invented predictions, whose parts tests replace. */
final class SampleReport {
    List<String> warnings = List.of("column “id” is ignored");
    List<ColumnSummary> columns = columns(3, "column ");
    List<String> targets = List.of("target");
    Curves curves =
            new Curves("cross-entropy", "epoch", new float[] {3, 1, .5f}, new float[] {3, 2, 1}, 2);
    List<Score> scores =
            List.of(
                    new Score("accuracy", 0.875, OptionalDouble.of(0.5), true),
                    new Score("log loss", 0.321, OptionalDouble.empty(), false));
    List<PermutationImportance> importance = importance(3, "column ");
    String importanceBasis = "";
    List<Mistake> mistakes = mistakes(2, 3, "column ");
    final Judgement judgement;
    String title = "target of file.csv";

    SampleReport(Judgement judgement) {
        this.judgement = judgement;
    }

    TrainingReport report() {
        return new TrainingReport(
                title,
                "scripts/train --data file.csv",
                List.of(new Fact("learning rate", "0.01"), new Fact("seed", "4")),
                warnings,
                columns,
                targets,
                curves,
                scores,
                "always the most frequent class",
                judgement,
                importance,
                "accuracy",
                importanceBasis,
                mistakes,
                "probability of the actual class");
    }

    String page() {
        return TrainingPage.of(report());
    }

    /** Probabilities that favour the true class of most rows. */
    static Classes classes(int rows, List<String> names) {
        int classes = names.size();
        SplittableRandom random = new SplittableRandom(1);
        FeatureMatrix predicted = new FeatureMatrix(rows, classes);
        FeatureMatrix targets = new FeatureMatrix(rows, classes);
        int[] actual = new int[rows];
        int[] answers = new int[rows];
        for (int row = 0; row < rows; row++) {
            actual[row] = row % classes;
            targets.set(row, actual[row], 1);
            double sum = 0;
            double[] shares = new double[classes];
            for (int k = 0; k < classes; k++) {
                shares[k] = random.nextDouble() + (k == actual[row] ? 0.6 : 0);
                sum += shares[k];
                answers[row] = shares[k] > shares[answers[row]] ? k : answers[row];
            }
            for (int k = 0; k < classes; k++) {
                predicted.set(row, k, (float) (shares[k] / sum));
            }
        }
        return new Classes(
                ConfusionMatrix.of(actual, answers, names),
                Optional.of(new Outputs(predicted, targets)));
    }

    static Numbers numbers(int rows, String... names) {
        SplittableRandom random = new SplittableRandom(2);
        FeatureMatrix predicted = new FeatureMatrix(rows, names.length);
        FeatureMatrix targets = new FeatureMatrix(rows, names.length);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < names.length; k++) {
                float target = (float) (100 * random.nextDouble());
                targets.set(row, k, target);
                predicted.set(row, k, target + (float) (10 * random.nextDouble() - 4));
            }
        }
        return new Numbers(List.of(names), new Outputs(predicted, targets));
    }

    static Labels labels(int rows, String... names) {
        SplittableRandom random = new SplittableRandom(3);
        FeatureMatrix predicted = new FeatureMatrix(rows, names.length);
        FeatureMatrix targets = new FeatureMatrix(rows, names.length);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < names.length; k++) {
                float p = (float) random.nextDouble();
                predicted.set(row, k, p);
                targets.set(row, k, random.nextDouble() < p ? 1 : 0);
            }
        }
        return new Labels(List.of(names), new Outputs(predicted, targets));
    }

    static List<ColumnSummary> columns(int count, String prefix) {
        List<ColumnSummary> columns = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            columns.add(
                    new ColumnSummary(
                            prefix + k, ColumnKind.NUMERIC, 10 + k, k, "0.5 to 80", List.of()));
        }
        columns.add(
                new ColumnSummary(
                        "target", ColumnKind.CATEGORICAL, 3, 0, "a (5), b (4)", List.of()));
        return columns;
    }

    static List<PermutationImportance> importance(int count, String prefix) {
        List<PermutationImportance> importance = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double mean = 0.01 * (k + 1);
            importance.add(
                    new PermutationImportance(
                            prefix + k, mean, 0.0025, List.of(mean - 0.0025, mean + 0.0025)));
        }
        return importance;
    }

    static List<Mistake> mistakes(int count, int columns, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(
                        k -> {
                            SequencedMap<String, String> values = new LinkedHashMap<>();
                            for (int column = 0; column < columns; column++) {
                                values.put(prefix + column, "v" + k + "-" + column);
                            }
                            return new Mistake(2 + k, "a", "b", 0.125 * k, values);
                        })
                .toList();
    }
}
