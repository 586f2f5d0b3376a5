package lanewise.spark.internal.scoring;

import java.util.Arrays;

/**
 * Weights of rows by their true and their predicted class, and the metrics that Spark's
 * MulticlassMetrics computes of them.
 *
 * @param classes number of classes
 * @param confusion weight by true and, within that, predicted class
 * @param seen whether a class is the label of a row
 */
record ClassScores(int classes, double[] confusion, boolean[] seen) {

    /** Counts predictions. */
    static ClassScores of(Scoring.Predicted predicted) {
        int classes = predicted.outputs().length / predicted.rows();
        double[] confusion = new double[classes * classes];
        boolean[] seen = new boolean[classes];
        for (int row = 0; row < predicted.rows(); row++) {
            int label = (int) predicted.labels()[row];
            int prediction = (int) predicted.predictions()[row];
            confusion[label * classes + prediction] += predicted.weights()[row];
            seen[label] = true;
        }
        return new ClassScores(classes, confusion, seen);
    }

    /** The mean cross-entropy, with probabilities no closer to 0 and 1 than {@code eps}. */
    static double logLoss(Scoring.Predicted predicted, double eps) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < predicted.rows(); row++) {
            double p = predicted.output(row, (int) predicted.labels()[row]);
            double loss = p < eps ? -Math.log(eps) : -Math.log(p);
            sum += predicted.weights()[row] * (p > 1 - eps ? -Math.log1p(-eps) : loss);
            weight += predicted.weights()[row];
        }
        return sum / weight;
    }

    private double count(int label) {
        double sum = 0;
        for (int prediction = 0; prediction < classes; prediction++) {
            sum += confusion[label * classes + prediction];
        }
        return sum;
    }

    private double hits(int label) {
        return confusion[label * classes + label];
    }

    private double total() {
        return Arrays.stream(confusion).sum();
    }

    /** Weight of the rows of other classes that are predicted as this one. */
    private double falsePositives(int label) {
        double sum = 0;
        for (int other = 0; other < classes; other++) {
            sum += other == label ? 0 : confusion[other * classes + label];
        }
        return sum;
    }

    private double precision(int label) {
        double predicted = hits(label) + falsePositives(label);
        return predicted == 0 ? 0 : hits(label) / predicted;
    }

    private double recall(int label) {
        return hits(label) / count(label);
    }

    private double falsePositiveRate(int label) {
        return falsePositives(label) / (total() - count(label));
    }

    private double measure(int label, double beta) {
        double precision = precision(label);
        double recall = recall(label);
        double squared = beta * beta;
        return precision + recall == 0
                ? 0
                : (1 + squared) * precision * recall / (squared * precision + recall);
    }

    private interface OfClass {
        double value(int label);
    }

    /** The mean over the classes that have rows, weighted by these. */
    private double mean(OfClass metric) {
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            if (seen[label]) {
                sum += metric.value(label) * count(label) / total();
            }
        }
        return sum;
    }

    /**
     * A metric by Spark's name.
     *
     * @throws IllegalArgumentException if it is that of a class without rows
     */
    double metric(String name, double label, double beta) {
        if (name.endsWith("ByLabel")) {
            return byLabel(name, label, beta);
        }
        return switch (name) {
            case "accuracy" -> accuracy();
            case "hammingLoss" -> misses() / total();
            case "f1" -> mean(k -> measure(k, 1));
            case "weightedFMeasure" -> mean(k -> measure(k, beta));
            case "weightedPrecision" -> mean(this::precision);
            case "weightedRecall", "weightedTruePositiveRate" -> mean(this::recall);
            case "weightedFalsePositiveRate" -> mean(this::falsePositiveRate);
            default -> throw new AssertionError("a metric that its parameter rejects");
        };
    }

    private double accuracy() {
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += hits(label);
        }
        return sum / total();
    }

    private double misses() {
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += falsePositives(label);
        }
        return sum;
    }

    private double byLabel(String name, double label, double beta) {
        int k = (int) label;
        if (k != label || k >= classes || !seen[k]) {
            throw new IllegalArgumentException(
                    "the evaluator's metricLabel "
                            + label
                            + " is the label of no row of a fold: expected a class that all folds"
                            + " have; foldCol can assign rows so");
        }
        return switch (name) {
            case "precisionByLabel" -> precision(k);
            case "recallByLabel", "truePositiveRateByLabel" -> recall(k);
            case "falsePositiveRateByLabel" -> falsePositiveRate(k);
            case "fMeasureByLabel" -> measure(k, beta);
            default -> throw new AssertionError("a metric that its parameter rejects");
        };
    }
}
