package lanewise.benchmarks.cli.table;

import lanewise.Activation;
import lanewise.Model;
import lanewise.benchmarks.report.training.Judgement;
import lanewise.benchmarks.report.training.Score;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;
import lanewise.metrics.ClassificationMetrics;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.LabelMetrics;
import lanewise.metrics.RegressionMetrics;
import lanewise.table.TableTarget;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How good a model's answers for test rows are, beside those of a baseline that gives the same
 * answer for every row: the mean of each target in the training rows, which for classes and labels
 * is the share of the rows.
 *
 * @param judgement the answers and what they should have been
 * @param scores scores of all targets together, the most telling first
 * @param byTarget scores of each of several targets
 */
record Evaluation(Judgement judgement, List<Score> scores, List<TargetScores> byTarget) {
    Evaluation {
        scores = List.copyOf(scores);
        byTarget = List.copyOf(byTarget);
    }

    /**
     * Scores of one of several targets.
     *
     * @param target its name
     * @param scores its scores
     */
    record TargetScores(String target, List<Score> scores) {
        TargetScores {
            scores = List.copyOf(scores);
        }
    }

    /**
     * Evaluates a model.
     *
     * @param target what its outputs stand for
     * @param model the model
     * @param train the training rows, of which the baseline knows the targets
     * @param test the test rows
     */
    static Evaluation of(TableTarget target, Model model, Dataset train, Dataset test) {
        FeatureMatrix predicted = model.predict(test.features());
        FeatureMatrix expected = test.targets();
        FeatureMatrix baseline = constant(train.targets(), test.rows());
        return switch (target) {
            case TableTarget.Classes classes -> {
                ConfusionMatrix confusion =
                        ConfusionMatrix.of(
                                Outputs.predictedClasses(expected),
                                Outputs.predictedClasses(predicted),
                                classes.classNames());
                yield new Evaluation(
                        new Judgement.Classes(
                                confusion,
                                predictsProbabilities(model)
                                        ? Optional.of(new Judgement.Outputs(predicted, expected))
                                        : Optional.empty()),
                        predictsProbabilities(model)
                                ? classScores(predicted, baseline, expected)
                                : hitScores(confusion, baseline, expected),
                        List.of());
            }
            case TableTarget.Numbers numbers ->
                    numbers(
                            numbers,
                            numbers.scaling().inverse(predicted),
                            numbers.scaling().inverse(baseline),
                            numbers.scaling().inverse(expected));
            case TableTarget.Labels labels ->
                    labels(labels.columns(), predicted, baseline, expected);
        };
    }

    private static boolean predictsProbabilities(Model model) {
        Activation last = model.network().layers().getLast().activation();
        return last == Activation.SOFTMAX || last == Activation.SIGMOID;
    }

    /** Rows that all hold the means of the columns of a matrix. */
    private static FeatureMatrix constant(FeatureMatrix targets, int rows) {
        FeatureMatrix constant = new FeatureMatrix(rows, targets.features());
        for (int k = 0; k < targets.features(); k++) {
            double sum = 0;
            for (int row = 0; row < targets.samples(); row++) {
                sum += targets.get(row, k);
            }
            for (int row = 0; row < rows; row++) {
                constant.set(row, k, (float) (sum / targets.samples()));
            }
        }
        return constant;
    }

    private static List<Score> classScores(
            FeatureMatrix predicted, FeatureMatrix baseline, FeatureMatrix expected) {
        ClassificationMetrics ours = ClassificationMetrics.of(predicted, expected);
        ClassificationMetrics theirs = ClassificationMetrics.of(baseline, expected);
        return List.of(
                larger("accuracy", ours.accuracy(), theirs.accuracy()),
                larger("balanced accuracy", ours.balancedAccuracy(), theirs.balancedAccuracy()),
                larger("macro F1", ours.macroF1(), theirs.macroF1()),
                larger("ROC AUC", ours.rocAuc(), theirs.rocAuc()),
                larger("average precision", ours.averagePrecision(), theirs.averagePrecision()),
                smaller("log loss", ours.logLoss(), theirs.logLoss()),
                smaller("Brier score", ours.brier(), theirs.brier()));
    }

    /** Scores of outputs that are not probabilities. */
    private static List<Score> hitScores(
            ConfusionMatrix confusion, FeatureMatrix baseline, FeatureMatrix expected) {
        ClassificationMetrics theirs = ClassificationMetrics.of(baseline, expected);
        return List.of(
                larger("accuracy", confusion.accuracy(), theirs.accuracy()),
                larger(
                        "balanced accuracy",
                        confusion.balancedAccuracy(),
                        theirs.balancedAccuracy()),
                larger("macro F1", confusion.macroF1(), theirs.macroF1()));
    }

    private static Evaluation numbers(
            TableTarget.Numbers target,
            FeatureMatrix predicted,
            FeatureMatrix baseline,
            FeatureMatrix expected) {
        List<TargetScores> each = new ArrayList<>();
        for (int k = 0; k < expected.features() && expected.features() > 1; k++) {
            each.add(
                    new TargetScores(
                            target.columns().get(k),
                            numberScores(
                                    column(predicted, k),
                                    column(baseline, k),
                                    column(expected, k))));
        }
        return new Evaluation(
                new Judgement.Numbers(target.columns(), new Judgement.Outputs(predicted, expected)),
                numberScores(predicted, baseline, expected),
                each);
    }

    private static List<Score> numberScores(
            FeatureMatrix predicted, FeatureMatrix baseline, FeatureMatrix expected) {
        RegressionMetrics ours = RegressionMetrics.of(predicted, expected);
        RegressionMetrics theirs = RegressionMetrics.of(baseline, expected);
        return List.of(
                larger("R²", ours.r2(), theirs.r2()),
                smaller("RMSE", ours.rmse(), theirs.rmse()),
                smaller("MAE", ours.mae(), theirs.mae()));
    }

    private static FeatureMatrix column(FeatureMatrix matrix, int k) {
        FeatureMatrix column = new FeatureMatrix(matrix.samples(), 1);
        IntStream.range(0, matrix.samples()).forEach(row -> column.set(row, 0, matrix.get(row, k)));
        return column;
    }

    private static Evaluation labels(
            List<String> names,
            FeatureMatrix predicted,
            FeatureMatrix baseline,
            FeatureMatrix expected) {
        LabelMetrics ours = LabelMetrics.of(predicted, expected);
        LabelMetrics theirs = LabelMetrics.of(baseline, expected);
        List<TargetScores> each = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            LabelMetrics.Label label = ours.labels().get(k);
            LabelMetrics.Label same = theirs.labels().get(k);
            each.add(
                    new TargetScores(
                            names.get(k),
                            List.of(
                                    larger("accuracy", label.accuracy(), same.accuracy()),
                                    larger("F1", label.f1(), same.f1()),
                                    larger("ROC AUC", label.rocAuc(), same.rocAuc()),
                                    larger(
                                            "average precision",
                                            label.averagePrecision(),
                                            same.averagePrecision()),
                                    smaller("Brier score", label.brier(), same.brier()))));
        }
        return new Evaluation(
                new Judgement.Labels(names, new Judgement.Outputs(predicted, expected)),
                List.of(
                        larger("all labels right", ours.subsetAccuracy(), theirs.subsetAccuracy()),
                        larger("macro F1", ours.macroF1(), theirs.macroF1()),
                        larger("micro F1", ours.microF1(), theirs.microF1()),
                        smaller("Hamming loss", ours.hammingLoss(), theirs.hammingLoss()),
                        smaller("log loss", ours.meanLogLoss(), theirs.meanLogLoss())),
                each);
    }

    private static Score larger(String name, double value, double baseline) {
        return new Score(name, value, OptionalDouble.of(baseline), true);
    }

    private static Score smaller(String name, double value, double baseline) {
        return new Score(name, value, OptionalDouble.of(baseline), false);
    }
}
