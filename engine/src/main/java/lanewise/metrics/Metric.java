package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.text.OneLine;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;

/**
 * A named score of predictions, by which models are compared. The constants are computed in double
 * as in scikit-learn; {@link #maximized} and {@link #minimized} make a metric of a function.
 *
 * <pre>{@code
 * System.out.println(Metric.ROC_AUC.score(model, test) > 0.9); // prints true
 * Metric metric = Metric.named("log-loss");
 * System.out.println(metric.largerIsBetter()); // prints false
 * System.out.println(metric.compare(0.1, 0.2) < 0); // prints true
 * Metric sum = Metric.maximized("accuracy-and-f1", (predicted, targets) ->
 *         Metric.ACCURACY.score(predicted, targets) + Metric.MACRO_F1.score(predicted, targets));
 * }</pre>
 *
 * <p>{@link #ACCURACY}, {@link #BALANCED_ACCURACY}, {@link #MACRO_F1}, {@link #ROC_AUC} and {@link
 * #AVERAGE_PRECISION} accept outputs of any range. As in {@link Model#classify}, the largest output
 * of a row determines the predicted class, and a single output predicts the second of two classes
 * if it exceeds ½. {@link #LOG_LOSS} and {@link #BRIER} require probabilities, {@link #R2}, {@link
 * #RMSE} and {@link #MAE} finite numbers.
 *
 * <p>A score that is undefined for the given rows is NaN: ROC AUC and average precision if a class
 * has no rows, R² of a single row. {@link #compare} orders NaN last.
 *
 * <p>Immutable; the constants are thread-safe, a metric of a function if the function is. Two
 * metrics are equal only if they are the same object.
 */
public final class Metric {
    /** Share of correctly classified rows, 0 to 1: {@link ClassificationMetrics#accuracy()}. */
    public static final Metric ACCURACY =
            maximized("accuracy", (p, y) -> ClassOutputs.of(p, y).counts().accuracy());

    /** Mean recall of the classes, 0 to 1: {@link ClassificationMetrics#balancedAccuracy()}. */
    public static final Metric BALANCED_ACCURACY =
            maximized(
                    "balanced-accuracy",
                    (p, y) -> ClassOutputs.of(p, y).counts().balancedAccuracy());

    /** Mean F1 of the classes, 0 to 1: {@link ClassificationMetrics#macroF1()}. */
    public static final Metric MACRO_F1 =
            maximized("macro-f1", (p, y) -> ClassOutputs.of(p, y).counts().macroF1());

    /** Mean of −ln p of the true class, at least 0: {@link ClassificationMetrics#logLoss()}. */
    public static final Metric LOG_LOSS =
            minimized("log-loss", (p, y) -> ClassOutputs.ofProbabilities(p, y).logLoss());

    /**
     * Area under the ROC curve, 0 to 1; NaN if a class has no rows: {@link
     * ClassificationMetrics#rocAuc()}.
     */
    public static final Metric ROC_AUC =
            maximized("roc-auc", (p, y) -> ClassOutputs.of(p, y).rankScores().rocAuc());

    /**
     * Mean precision weighted by gain in recall, 0 to 1; NaN if a class has no rows: {@link
     * ClassificationMetrics#averagePrecision()}.
     */
    public static final Metric AVERAGE_PRECISION =
            maximized(
                    "average-precision",
                    (p, y) -> ClassOutputs.of(p, y).rankScores().averagePrecision());

    /** Mean squared error of probabilities, at least 0: {@link ClassificationMetrics#brier()}. */
    public static final Metric BRIER =
            minimized("brier", (p, y) -> ClassOutputs.ofProbabilities(p, y).brier());

    /** R², at most 1; NaN for a single row: {@link RegressionMetrics#r2()}. */
    public static final Metric R2 = maximized("r2", (p, y) -> RegressionMetrics.of(p, y).r2());

    /** Root mean squared error, at least 0: {@link RegressionMetrics#rmse()}. */
    public static final Metric RMSE =
            minimized("rmse", (p, y) -> RegressionMetrics.of(p, y).rmse());

    /** Mean absolute error, at least 0: {@link RegressionMetrics#mae()}. */
    public static final Metric MAE = minimized("mae", (p, y) -> RegressionMetrics.of(p, y).mae());

    private static final List<Metric> ALL =
            List.of(
                    ACCURACY,
                    BALANCED_ACCURACY,
                    MACRO_F1,
                    LOG_LOSS,
                    ROC_AUC,
                    AVERAGE_PRECISION,
                    BRIER,
                    R2,
                    RMSE,
                    MAE);

    private final String name;
    private final boolean largerIsBetter;
    private final ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> function;

    private Metric(
            String name,
            boolean largerIsBetter,
            ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> function) {
        Objects.requireNonNull(name, "name is null: expected the name of the metric");
        Objects.requireNonNull(
                function, "function is null: expected the score of outputs and targets");
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of the metric is blank: expected a name such as accuracy");
        }
        this.name = name;
        this.largerIsBetter = largerIsBetter;
        this.function = function;
    }

    /**
     * Returns the constants.
     *
     * @return the constants of this class in the order of their declaration; immutable
     */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * Finds a constant by name, such as that of a command-line option.
     *
     * @param name a {@link #name()} such as {@code log-loss}, in upper or lower case; blanks or
     *     underscores may replace the hyphens
     * @return the constant
     * @throws NullPointerException if the name is null
     * @throws IllegalArgumentException if there is no such constant; the message lists all names
     */
    public static Metric named(String name) {
        Objects.requireNonNull(name, "name is null: expected the name of a metric");
        String canonical = name.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
        for (Metric metric : ALL) {
            if (metric.name.equals(canonical)) {
                return metric;
            }
        }
        throw new IllegalArgumentException(
                "unknown metric \"" + OneLine.of(OneLine.cut(name)) + "\": expected one of " + ALL);
    }

    /**
     * Makes a metric whose larger scores are better.
     *
     * @param name the name of the metric, not blank
     * @param function the score of predicted outputs (first argument, rows × outputs) and targets
     *     (second, rows × outputs, or one column for two classes); called by {@link #score} in the
     *     thread of the caller; may return NaN, must not change its arguments
     * @return the metric
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is blank
     */
    public static Metric maximized(
            String name, ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> function) {
        return new Metric(name, true, function);
    }

    /**
     * Makes a metric whose smaller scores are better.
     *
     * @param name the name of the metric, not blank
     * @param function as for {@link #maximized}
     * @return the metric
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is blank
     */
    public static Metric minimized(
            String name, ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> function) {
        return new Metric(name, false, function);
    }

    /**
     * The name, for reports and {@link #named}.
     *
     * @return such as {@code log-loss}
     */
    public String name() {
        return name;
    }

    /**
     * Whether larger scores are better.
     *
     * @return true for shares such as accuracy, false for errors and losses
     */
    public boolean largerIsBetter() {
        return largerIsBetter;
    }

    /**
     * Scores a model. If it has class names, the classes of the data are matched by name.
     *
     * @param model the model to evaluate
     * @param data rows with known targets
     * @return the score; NaN if it is undefined for these rows
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of features differs from the model's inputs,
     *     if neither data nor model has more than one class, if a row has a class that is not among
     *     the model's class names, or as for {@link #score(FeatureMatrix, FeatureMatrix)}
     */
    public double score(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to evaluate");
        Objects.requireNonNull(data, "data is null: expected rows with known targets");
        Dataset rows = ClassTargets.matched(model, data);
        return score(model.predict(rows.features()), rows.targets());
    }

    /**
     * Scores predictions.
     *
     * @param predicted outputs of a model, rows × outputs
     * @param targets the expected outputs, rows × outputs; for metrics of classes one-hot, 1 for
     *     the true class, else 0, or a single column for two classes
     * @return the score; NaN if it is undefined for these rows
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows, classes or
     *     outputs, if a target is invalid, or if an output is NaN, infinite for {@link #R2}, {@link
     *     #RMSE} and {@link #MAE}, or not a probability for {@link #LOG_LOSS} and {@link #BRIER}
     */
    public double score(FeatureMatrix predicted, FeatureMatrix targets) {
        RegressionMetrics.requireSameRows(predicted, targets);
        return function.applyAsDouble(predicted, targets);
    }

    /**
     * Compares two scores of this metric: best first, NaN last. Sorts a list of scores by {@code
     * scores.sort(metric::compare)}.
     *
     * @param first a score
     * @param second another score
     * @return negative if the first is better, positive if the second is, 0 if they are equal
     */
    public int compare(double first, double second) {
        if (largerIsBetter && !Double.isNaN(first) && !Double.isNaN(second)) {
            return Double.compare(second, first);
        }
        return Double.compare(first, second); // NaN is the largest
    }

    /**
     * The name.
     *
     * @return as {@link #name()}
     */
    @Override
    public String toString() {
        return name;
    }
}
