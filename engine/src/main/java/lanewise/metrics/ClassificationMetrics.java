package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;

import java.util.Arrays;
import java.util.Objects;

/**
 * Metrics of predicted class probabilities, computed in double.
 *
 * <pre>{@code
 * ClassificationMetrics metrics = ClassificationMetrics.of(model, test);
 * System.out.println(metrics.accuracy() + " " + metrics.logLoss());
 * }</pre>
 *
 * <p>Outputs are interpreted as by {@link Model#classify}: with one output per class, the largest
 * determines the predicted class; a single output is the probability p of the second of two
 * classes, and 1 − p that of the first. {@link ConfusionMatrix} has metrics per class, and also
 * accepts outputs that are not probabilities.
 *
 * <p><b>Log loss</b> is defined as in scikit-learn 1.2 for float32 probabilities: each probability
 * is clipped to [ε, 1 − ε] with ε = 2⁻²³, and each row is divided by its sum, which allows
 * independent sigmoid outputs. The loss is the mean over rows of −ln p, where p is the probability
 * of the true class. Later versions of scikit-learn do not divide by the sum.
 *
 * @param accuracy share of correctly classified rows, 0 to 1
 * @param logLoss mean of −ln p of the true class, at least 0
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

    /** Maximum number of targets of a row in a message. */
    private static final int MOST_SHOWN = 20;

    /**
     * Evaluates a model. If it has class names, the classes of the data are matched by name.
     *
     * @param model a model whose outputs are probabilities
     * @param data rows with known classes, or numeric targets 0 and 1
     * @return the metrics
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of features differs from the model's inputs,
     *     if neither data nor model has more than one class, if a row has a class that is not among
     *     the model's class names, or as for {@link #of(FeatureMatrix, FeatureMatrix)}
     */
    public static ClassificationMetrics of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to evaluate");
        Objects.requireNonNull(data, "data is null: expected rows with known classes");
        Dataset rows = data.withClassNames(model.classNames());
        if (rows.classNames().size() == 1) {
            throw new IllegalArgumentException(
                    "the data has a single class: expected at least two");
        }
        return of(model.predict(rows.features()), rows.targets());
    }

    /**
     * Evaluates predicted probabilities.
     *
     * @param predicted probabilities, rows × classes, or rows × 1 for two classes
     * @param targets one-hot rows × classes: 1 for the true class, else 0; or rows × 1 for two
     *     classes, 0 or 1
     * @return the metrics
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows or classes,
     *     if a prediction is not a probability, or if a target is invalid
     */
    public static ClassificationMetrics of(FeatureMatrix predicted, FeatureMatrix targets) {
        RegressionMetrics.requireSameRows(predicted, targets);
        int classes = classes(predicted);
        if (classes != classes(targets)) {
            throw new IllegalArgumentException(
                    predicted
                            + " predicted for targets of "
                            + classes(targets)
                            + " classes: expected one probability per class, or a single one for"
                            + " two classes");
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

    /** The number of classes; a single column stands for two classes. */
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
                            + ": expected 1 for the true class and 0 for the others; use"
                            + " RegressionMetrics for numeric targets");
        }
        return single ? trueClass + 1 : trueClass;
    }

    private static String shown(float[] row) {
        return row.length <= MOST_SHOWN
                ? Arrays.toString(row)
                : Arrays.toString(Arrays.copyOf(row, MOST_SHOWN)) + " … of " + row.length;
    }

    /** The clipped probability of the true class, divided by the row's sum. */
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
                                + ": expected a probability from 0 to 1, the range of sigmoid and"
                                + " softmax; use ConfusionMatrix for other outputs");
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
