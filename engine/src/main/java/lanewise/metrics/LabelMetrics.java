package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Metrics of several independent labels, any number of which a row may have: each output is the
 * probability of one label, as with sigmoid outputs, and a row is predicted to have it if the
 * probability exceeds ½. Computed in double.
 *
 * <pre>{@code
 * FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1, 1}, {0, 1}, {0, 0}});
 * FeatureMatrix predicted = FeatureMatrix.ofRows(new float[][] {{.9f, .4f}, {.2f, .8f}, {0, .1f}});
 * LabelMetrics metrics = LabelMetrics.of(predicted, targets);
 * LabelMetrics.Label second = metrics.labels().get(1);
 * System.out.println(second.precision() + " " + second.recall()); // prints 1.0 0.5
 * System.out.println(metrics.macroF1() > metrics.subsetAccuracy()); // prints true
 * }</pre>
 *
 * <p>As in scikit-learn: {@code accuracy_score} (exact match of all labels of a row), {@code
 * hamming_loss}, {@code precision_recall_fscore_support} and {@code f1_score} with {@code
 * zero_division=0}, {@code roc_auc_score}, {@code average_precision_score}, {@code
 * brier_score_loss} and {@code log_loss} of each label.
 *
 * <p>Records are immutable and thread-safe.
 *
 * @param labels the metrics of each label, in the order of outputs; immutable
 * @param subsetAccuracy share of rows whose labels are all predicted correctly, 0 to 1
 * @param hammingLoss share of wrong predictions among all rows and labels, 0 to 1
 * @param macroF1 mean F1 of the labels, 0 to 1
 * @param microF1 F1 of the predictions of all labels together, 0 to 1; 0 if no row has or is
 *     predicted to have a label
 * @param meanLogLoss mean over labels and rows of −ln p, where p is the probability of what is
 *     true, clipped to [2⁻²³, 1 − 2⁻²³]
 */
public record LabelMetrics(
        List<Label> labels,
        double subsetAccuracy,
        double hammingLoss,
        double macroF1,
        double microF1,
        double meanLogLoss) {

    /**
     * Creates metrics of their parts.
     *
     * @throws NullPointerException if {@code labels} is null or contains null
     */
    public LabelMetrics {
        labels = Copies.of(labels, "labels");
    }

    /**
     * The metrics of one label.
     *
     * @param accuracy share of rows for which the label is predicted correctly, 0 to 1
     * @param precision share of rows with the label among those predicted to have it, 0 to 1; 0 if
     *     there are none
     * @param recall share of rows predicted to have the label among those that have it, 0 to 1; 0
     *     if there are none
     * @param f1 harmonic mean of precision and recall, 0 to 1; 0 if no row has the label or is
     *     predicted to have it
     * @param rocAuc area under the ROC curve, 0 to 1; NaN if no row or every row has the label
     * @param averagePrecision as {@link ClassificationMetrics#averagePrecision()}, 0 to 1; NaN if
     *     no row or every row has the label, where scikit-learn has 0 and 1
     * @param brier mean of (p − y)², 0 to 1
     * @param support number of rows that have the label
     */
    public record Label(
            double accuracy,
            double precision,
            double recall,
            double f1,
            double rocAuc,
            double averagePrecision,
            double brier,
            int support) {}

    /**
     * Evaluates a model.
     *
     * @param model a model whose outputs are probabilities, one for each label
     * @param data rows with targets 0 and 1
     * @return the metrics
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of features differs from the model's inputs,
     *     or as for {@link #of(FeatureMatrix, FeatureMatrix)}
     */
    public static LabelMetrics of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to evaluate");
        Objects.requireNonNull(data, "data is null: expected rows with known labels");
        Dataset rows = data.withClassNames(model.classNames());
        return of(model.predict(rows.features()), rows.targets());
    }

    /**
     * Evaluates predicted probabilities.
     *
     * @param predicted probabilities, rows × labels
     * @param targets rows × labels: 1 if the row has the label, else 0
     * @return the metrics
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different sizes, a prediction is not a
     *     probability, or a target is not 0 or 1
     */
    public static LabelMetrics of(FeatureMatrix predicted, FeatureMatrix targets) {
        RegressionMetrics.requireSameRows(predicted, targets);
        if (predicted.features() != targets.features()) {
            throw new IllegalArgumentException(
                    predicted.features()
                            + " outputs predicted for "
                            + targets.features()
                            + " labels: expected one output per label; use ClassificationMetrics"
                            + " for classes");
        }
        Tally tally = new Tally(predicted.samples());
        for (int k = 0; k < predicted.features(); k++) {
            tally.add(
                    BinaryOutput.of(predicted, targets, k)
                            .requireProbabilities("apply sigmoid to other outputs"));
        }
        return tally.metrics();
    }

    /** Adds up labels. */
    private static final class Tally {
        private final List<Label> labels = new ArrayList<>();
        private final Ranking ranking;

        /** Whether a label of the row is predicted wrongly. */
        private final boolean[] missed;

        private long wrong;
        private long hits;
        private long actual;
        private long predicted;
        private double f1;
        private double logLoss;

        Tally(int rows) {
            ranking = new Ranking(rows);
            missed = new boolean[rows];
        }

        void add(BinaryOutput output) {
            int rows = missed.length;
            int[] truth = output.actual();
            int[] answers = new int[rows];
            double squares = 0;
            int support = 0;
            for (int row = 0; row < rows; row++) {
                double p = output.output(row);
                answers[row] = p > 0.5 ? 1 : 0;
                missed[row] |= answers[row] != truth[row];
                wrong += answers[row] ^ truth[row];
                hits += answers[row] & truth[row];
                predicted += answers[row];
                support += truth[row];
                squares += (p - truth[row]) * (p - truth[row]);
                double clipped = Math.clamp(p, ClassOutputs.EPSILON, 1 - ClassOutputs.EPSILON);
                logLoss -= Math.log(truth[row] == 1 ? clipped : 1 - clipped);
            }
            actual += support;
            ClassCounts counts = new ClassCounts(truth, answers, 2);
            f1 += counts.f1(1);
            output.rank(ranking);
            labels.add(
                    new Label(
                            counts.accuracy(),
                            counts.precision(1),
                            counts.recall(1),
                            counts.f1(1),
                            ranking.area(),
                            ranking.averagePrecision(),
                            squares / rows,
                            support));
        }

        LabelMetrics metrics() {
            int matched = 0;
            for (boolean miss : missed) {
                matched += miss ? 0 : 1;
            }
            double cells = (double) missed.length * labels.size();
            return new LabelMetrics(
                    labels,
                    (double) matched / missed.length,
                    wrong / cells,
                    f1 / labels.size(),
                    actual + predicted == 0 ? 0 : 2.0 * hits / (actual + predicted),
                    logLoss / cells);
        }
    }
}
