package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

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
 * <p><b>ROC AUC</b> of two classes is the share of pairs of a row of the second class and one of
 * the first in which the second class's probability is larger in the former; ties count as half.
 * With three or more classes it is the unweighted mean over the classes of the AUC of each class
 * against the rest, as scikit-learn's {@code multi_class="ovr"}. Only the order of the
 * probabilities of a class matters: they are not divided by the sum of their row, so that
 * independent sigmoid outputs, which scikit-learn rejects, are allowed. If a class has no rows, ROC
 * AUC is undefined and NaN; scikit-learn 1.2 raises an error. ROC AUC and average precision take
 * the longest of these metrics: O(classes · rows · log rows).
 *
 * <p><b>Average precision</b> of a class is Σ (Rₙ − Rₙ₋₁) · Pₙ over the distinct probabilities of
 * the class in descending order, where Pₙ and Rₙ are precision and recall if rows with at least the
 * n-th probability are assigned to the class: the area under the precision–recall curve without
 * interpolation, as scikit-learn's {@code average_precision_score}. It tells more than ROC AUC if a
 * class is rare: random outputs have the share of its rows. With two classes it is that of the
 * second, with three or more the unweighted mean over the classes. If a class has no rows, it is
 * NaN like ROC AUC, where scikit-learn counts 0 for the class.
 *
 * <p><b>Brier score</b> of two classes is the mean over rows of (p − y)², where p is the
 * probability of the second class and y is 1 for its rows, else 0, as scikit-learn's {@code
 * brier_score_loss}. With three or more classes it is the mean over rows of the sum over classes of
 * (p − y)², without division by the sum of the row (Brier 1950; later scikit-learn). The sum over
 * both of two classes would be twice as large.
 *
 * <p>Records are immutable and thread-safe.
 *
 * @param accuracy share of correctly classified rows, 0 to 1
 * @param logLoss mean of −ln p of the true class, at least 0
 * @param macroPrecision as {@link ConfusionMatrix#macroPrecision()}
 * @param macroRecall as {@link ConfusionMatrix#macroRecall()}
 * @param macroF1 as {@link ConfusionMatrix#macroF1()}
 * @param balancedAccuracy as {@link ConfusionMatrix#balancedAccuracy()}
 * @param rocAuc area under the ROC curve, 0 to 1, 0.5 for random outputs; NaN if a class has no
 *     rows
 * @param brier Brier score, at least 0; at most 1 for two classes, at most 2 if the probabilities
 *     of each row sum to 1, else at most the number of classes
 * @param averagePrecision mean precision weighted by gain in recall, 0 to 1; NaN if a class has no
 *     rows
 */
public record ClassificationMetrics(
        double accuracy,
        double logLoss,
        double macroPrecision,
        double macroRecall,
        double macroF1,
        double balancedAccuracy,
        double rocAuc,
        double brier,
        double averagePrecision) {

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
        Dataset rows = ClassTargets.matched(model, data);
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
        ClassOutputs outputs = ClassOutputs.ofProbabilities(predicted, targets);
        ClassCounts counts = outputs.counts();
        ClassOutputs.RankScores ranks = outputs.rankScores();
        return new ClassificationMetrics(
                counts.accuracy(),
                outputs.logLoss(),
                counts.macroPrecision(),
                counts.macroRecall(),
                counts.macroF1(),
                counts.balancedAccuracy(),
                ranks.rocAuc(),
                outputs.brier(),
                ranks.averagePrecision());
    }
}
