package lanewise.metrics;

import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;

/**
 * Outputs of a model, one column per class or a single one for the second of two classes, with the
 * true class of each row.
 */
final class ClassOutputs {
    /** Log loss clips probabilities to [ε, 1 − ε]: that of float32 in scikit-learn 1.2. */
    static final double EPSILON = 0x1p-23;

    private final FeatureMatrix outputs;
    private final int[] actual;
    private final int classes;

    private ClassOutputs(FeatureMatrix outputs, FeatureMatrix targets) {
        RegressionMetrics.requireSameRows(outputs, targets);
        classes = ClassTargets.classes(targets);
        if (ClassTargets.classes(outputs) != classes) {
            throw new IllegalArgumentException(
                    outputs
                            + " predicted for targets of "
                            + classes
                            + " classes: expected one output per class, or a single one for"
                            + " two classes");
        }
        this.outputs = outputs;
        actual = ClassTargets.trueClasses(targets);
    }

    /** Checks the arguments; outputs may be any numbers but NaN. */
    static ClassOutputs of(FeatureMatrix outputs, FeatureMatrix targets) {
        ClassOutputs checked = new ClassOutputs(outputs, targets);
        for (int k = 0; k < outputs.features(); k++) {
            BinaryOutput.requireNumbers(outputs, k);
        }
        return checked;
    }

    /** Checks the arguments; outputs must be probabilities. */
    static ClassOutputs ofProbabilities(FeatureMatrix outputs, FeatureMatrix targets) {
        ClassOutputs checked = new ClassOutputs(outputs, targets);
        for (int k = 0; k < outputs.features(); k++) {
            BinaryOutput.requireProbabilities(
                    outputs, k, "use ConfusionMatrix or Metric.ACCURACY for other outputs");
        }
        return checked;
    }

    /** Counts the rows of true and predicted classes. */
    ClassCounts counts() {
        int[] predicted = new int[actual.length];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = Outputs.predictedClass(outputs, row);
        }
        return new ClassCounts(actual, predicted, classes);
    }

    /** As {@link ClassificationMetrics#logLoss()}; outputs must be probabilities. */
    double logLoss() {
        double loss = 0;
        for (int row = 0; row < actual.length; row++) {
            loss -= Math.log(clippedProbability(row));
        }
        return loss / actual.length;
    }

    /** The clipped probability of the true class, divided by the row's sum. */
    private double clippedProbability(int row) {
        double sum = 0;
        double ofTrueClass = 0;
        for (int k = 0; k < outputs.features(); k++) {
            double clipped = Math.clamp(outputs.get(row, k), EPSILON, 1 - EPSILON);
            sum += clipped;
            ofTrueClass = k == actual[row] ? clipped : ofTrueClass;
        }
        if (outputs.features() == 1) {
            return actual[row] == 1 ? sum : 1 - sum;
        }
        return ofTrueClass / sum;
    }

    /** As {@link ClassificationMetrics#brier()}. */
    double brier() {
        double sum = 0;
        for (int k = firstClass(); k < classes; k++) {
            for (int row = 0; row < actual.length; row++) {
                double y = actual[row] == k ? 1 : 0;
                double error = outputs.get(row, column(k)) - y;
                sum += error * error;
            }
        }
        return sum / actual.length;
    }

    /**
     * Scores of ranks.
     *
     * @param rocAuc as {@link ClassificationMetrics#rocAuc()}
     * @param averagePrecision as {@link ClassificationMetrics#averagePrecision()}
     */
    record RankScores(double rocAuc, double averagePrecision) {}

    /** Computes both scores, because sorting takes most of the time. */
    RankScores rankScores() {
        Ranking ranking = new Ranking(actual.length);
        double area = 0;
        double averagePrecision = 0;
        // The sums are NaN as soon as a class does not occur.
        for (int k = firstClass(); k < classes && !Double.isNaN(area); k++) {
            int positive = k;
            ranking.rank(outputs, column(k), row -> actual[row] == positive);
            area += ranking.area();
            averagePrecision += ranking.averagePrecision();
        }
        int counted = classes - firstClass();
        return new RankScores(area / counted, averagePrecision / counted);
    }

    /** Of two classes only the second counts. */
    private int firstClass() {
        return classes == 2 ? 1 : 0;
    }

    private int column(int k) {
        return outputs.features() == 1 ? 0 : k;
    }
}
