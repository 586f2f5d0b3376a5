package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;

import java.util.Arrays;
import java.util.Objects;

/**
 * How well probabilities foretell classes. Computed in double.
 *
 * <pre>{@code
 * ClassificationMetrics metrics = ClassificationMetrics.of(model, test);
 * System.out.println(metrics.accuracy() + " " + metrics.logLoss());
 * }</pre>
 *
 * <p>Outputs are read as {@link Model#classify} reads them: with one output for each class, the
 * class of the largest is predicted; a single output is the probability p of the second of two
 * classes, and 1 − p that of the first. {@link ConfusionMatrix} has the figures of each class, and
 * judges outputs that are no probabilities too.
 *
 * <p><b>Log loss</b> is that of scikit-learn 1.2 for float32 probabilities: each is clipped to [ε,
 * 1 − ε] with ε = 2⁻²³, each row divided by its sum (so outputs of independent sigmoids may be
 * judged), and the loss is the mean of −ln p over the rows, p being the probability of the true
 * class. Scikit-learn's later versions do not divide by the sum.
 *
 * @param accuracy the share of rows classified correctly, 0 to 1
 * @param logLoss the mean of −ln p of the true class, at least 0
 * @param macroPrecision as {@link ConfusionMatrix#macroPrecision()}
 * @param macroRecall as {@link ConfusionMatrix#macroRecall()}
 * @param macroF1 as {@link ConfusionMatrix#macroF1()}
 */
public record ClassificationMetrics(
        double accuracy,
        double logLoss,
        double macroPrecision,
        double macroRecall,
        double macroF1) {

    private static final double EPSILON = 0x1p-23;

    /** So many targets of a row tell what is wrong with it. */
    private static final int MOST_SHOWN = 20;

    /**
     * Judges a model.
     *
     * @param model the model, its outputs probabilities
     * @param data rows whose classes are known: a classification, or 0 and 1 as numeric targets
     * @return the figures
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has not as many features as the model inputs, or
     *     as {@link #of(FeatureMatrix, FeatureMatrix)}
     */
    public static ClassificationMetrics of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to judge");
        Objects.requireNonNull(data, "data is null: expected rows whose classes are known");
        if (data.classNames().size() == 1) {
            throw new IllegalArgumentException(
                    "the data has a single class: expected at least two");
        }
        return of(model.predict(data.features()), data.targets());
    }

    /**
     * Judges probabilities.
     *
     * @param predicted rows × classes, or rows × 1 for two classes; each 0 to 1
     * @param targets rows × classes, one-hot: 1 for the true class, else 0; or rows × 1, for two
     *     classes, 0 or 1
     * @return the figures
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows, or of
     *     classes, a prediction is no probability, or a target is not as said
     */
    public static ClassificationMetrics of(FeatureMatrix predicted, FeatureMatrix targets) {
        RegressionMetrics.requireSameRows(predicted, targets);
        int classes = classes(predicted);
        if (classes != classes(targets)) {
            throw new IllegalArgumentException(
                    predicted
                            + " predicted for targets of "
                            + classes(targets)
                            + " classes: expected a probability for each class, or a single one"
                            + " for two classes");
        }
        int[] actual = new int[targets.samples()];
        int[] chosen = new int[targets.samples()];
        double loss = 0;
        for (int row = 0; row < actual.length; row++) {
            actual[row] = trueClass(targets, row);
            chosen[row] = Outputs.predictedClass(predicted, row);
            loss -= Math.log(probability(predicted, row, actual[row]));
        }
        ClassCounts counts = new ClassCounts(actual, chosen, classes);
        return new ClassificationMetrics(
                counts.accuracy(),
                loss / actual.length,
                counts.macroPrecision(),
                counts.macroRecall(),
                counts.macroF1());
    }

    /** A matrix of one column tells two classes apart. */
    private static int classes(FeatureMatrix matrix) {
        return Math.max(2, matrix.features());
    }

    private static int trueClass(FeatureMatrix targets, int row) {
        int trueClass = -1;
        boolean oneHot = true;
        for (int k = 0; k < targets.features(); k++) {
            float target = targets.get(row, k);
            oneHot &= target == 0 || target == 1 && trueClass < 0;
            trueClass = target == 1 ? k : trueClass;
        }
        boolean single = targets.features() == 1;
        if (!oneHot || trueClass < 0 && !single) {
            throw new IllegalArgumentException(
                    "targets of row "
                            + row
                            + " are "
                            + shown(targets.row(row))
                            + ": expected 1 for the true class and 0 for the others;"
                            + " RegressionMetrics judges predictions of numbers");
        }
        return single ? trueClass + 1 : trueClass;
    }

    private static String shown(float[] row) {
        return row.length <= MOST_SHOWN
                ? Arrays.toString(row)
                : Arrays.toString(Arrays.copyOf(row, MOST_SHOWN)) + " … of " + row.length;
    }

    /** The probability of the true class, clipped, as a share of the row's probabilities. */
    private static double probability(FeatureMatrix predicted, int row, int trueClass) {
        double sum = 0;
        double ofTrueClass = 0;
        for (int k = 0; k < predicted.features(); k++) {
            float p = predicted.get(row, k);
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(
                        "output "
                                + k
                                + " of row "
                                + row
                                + " is "
                                + p
                                + ": expected a probability of 0 to 1, as sigmoid and softmax give"
                                + " them; ConfusionMatrix judges other outputs");
            }
            double clipped = Math.clamp(p, EPSILON, 1 - EPSILON);
            sum += clipped;
            ofTrueClass = k == trueClass ? clipped : ofTrueClass;
        }
        if (predicted.features() == 1) {
            return trueClass == 1 ? sum : 1 - sum;
        }
        return ofTrueClass / sum;
    }
}
