package lanewise.spark.internal.scoring;

import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

import java.io.Serializable;

/**
 * The metric of one of Spark's evaluators, for predictions that are in arrays. Has the values of
 * Spark's, up to the rounding of sums, whose order there depends on the partitions. Immutable and
 * thread-safe.
 *
 * @param kind what the predictions are
 * @param metric the evaluator's metricName
 * @param weighted whether rows have weights
 * @param label the class of metrics by label
 * @param beta the weight of the recall in the F-measure
 * @param eps the smallest probability of logLoss
 * @param bins number of bins of a binary classification's curves; 0 for all distinct scores
 * @param throughOrigin whether r2 compares with predicting 0 instead of the mean
 */
public record Scoring(
        Kind kind,
        String metric,
        boolean weighted,
        double label,
        double beta,
        double eps,
        int bins,
        boolean throughOrigin)
        implements Serializable {

    /** What an evaluator expects. */
    public enum Kind {
        /** Classes. */
        MULTICLASS,
        /** Probabilities of two classes. */
        BINARY,
        /** Numbers. */
        REGRESSION
    }

    /**
     * Predictions for rows.
     *
     * @param labels the true class or number of each row
     * @param weights the weight of each row
     * @param predictions the predicted class or number of each row
     * @param outputs the network's outputs, row by row
     */
    public record Predicted(
            double[] labels, double[] weights, double[] predictions, float[] outputs) {
        int rows() {
            return labels.length;
        }

        /** The output for a class. */
        double output(int row, int index) {
            return outputs[row * (outputs.length / labels.length) + index];
        }
    }

    /**
     * The metric of an evaluator.
     *
     * @return null if the evaluator is of another class
     */
    public static Scoring of(Evaluator evaluator) {
        return switch (evaluator) {
            case MulticlassClassificationEvaluator classes ->
                    new Scoring(
                            Kind.MULTICLASS,
                            classes.getMetricName(),
                            !weightCol(classes, classes.weightCol()).isEmpty(),
                            classes.getMetricLabel(),
                            classes.getBeta(),
                            classes.getEps(),
                            0,
                            false);
            case BinaryClassificationEvaluator binary ->
                    new Scoring(
                            Kind.BINARY,
                            binary.getMetricName(),
                            !weightCol(binary, binary.weightCol()).isEmpty(),
                            1,
                            1,
                            0,
                            binary.getNumBins(),
                            false);
            case RegressionEvaluator numbers ->
                    new Scoring(
                            Kind.REGRESSION,
                            numbers.getMetricName(),
                            !weightCol(numbers, numbers.weightCol()).isEmpty(),
                            0,
                            1,
                            0,
                            0,
                            numbers.getThroughOrigin());
            default -> null;
        };
    }

    /** The column of an evaluator's weights; empty for none. */
    public static String weightCol(Params evaluator, Param<String> param) {
        return evaluator.isDefined(param) ? evaluator.getOrDefault(param) : "";
    }

    /**
     * The reason why an evaluator cannot be replaced by this metric, because it reads other columns
     * than those of the estimator; null if there is none.
     *
     * @param of the evaluator that this metric is of
     */
    public String obstacle(Evaluator of, LanewiseColumns columns) {
        return switch (of) {
            case MulticlassClassificationEvaluator classes -> {
                String differs =
                        differs(classes, classes.weightCol(), classes.getLabelCol(), columns);
                if (differs == null && metric.equals("logLoss")) {
                    differs =
                            other(
                                    "probabilityCol",
                                    classes.getProbabilityCol(),
                                    columns.probability());
                }
                yield differs != null
                        ? differs
                        : other("predictionCol", classes.getPredictionCol(), columns.prediction());
            }
            case BinaryClassificationEvaluator binary -> {
                String raw = binary.getRawPredictionCol(); // both columns have probabilities
                yield raw.equals(columns.probability())
                        ? differs(binary, binary.weightCol(), binary.getLabelCol(), columns)
                        : first(
                                differs(binary, binary.weightCol(), binary.getLabelCol(), columns),
                                other("rawPredictionCol", raw, columns.rawPrediction()));
            }
            case RegressionEvaluator numbers ->
                    first(
                            differs(numbers, numbers.weightCol(), numbers.getLabelCol(), columns),
                            other(
                                    "predictionCol",
                                    numbers.getPredictionCol(),
                                    columns.prediction()));
            default -> "the evaluator is a " + of.getClass().getSimpleName();
        };
    }

    /**
     * The columns of an estimator.
     *
     * @param weight column of the weights; empty for none
     * @param probability column of the probabilities; empty for none
     * @param rawPrediction column of the raw predictions; empty for none
     */
    public record LanewiseColumns(
            String label,
            String weight,
            String prediction,
            String probability,
            String rawPrediction) {}

    private static String differs(
            Evaluator of, Param<String> weight, String label, LanewiseColumns columns) {
        String weights = weightCol(of, weight);
        return first(
                other("labelCol", label, columns.label()),
                weights.isEmpty() ? null : other("weightCol", weights, columns.weight()));
    }

    private static String first(String one, String two) {
        return one != null ? one : two;
    }

    private static String other(String param, String value, String expected) {
        return value.equals(expected)
                ? null
                : "the evaluator's "
                        + param
                        + " is "
                        + value
                        + ", the estimator's '"
                        + expected
                        + "'";
    }

    /**
     * Computes the metric.
     *
     * @return NaN where Spark's evaluator returns it
     * @throws IllegalArgumentException if the metric is that of a class without rows
     */
    public double score(Predicted predicted) {
        return switch (kind) {
            case MULTICLASS ->
                    metric.equals("logLoss")
                            ? ClassScores.logLoss(predicted, eps)
                            : ClassScores.of(predicted).metric(metric, label, beta);
            case BINARY -> BinaryCurve.of(predicted, bins).metric(metric);
            case REGRESSION -> regression(predicted);
        };
    }

    /** The formulas of Spark's RegressionMetrics. */
    private double regression(Predicted predicted) {
        double weight = 0;
        double squaredWeight = 0;
        double mean = 0;
        double squares = 0; // weighted squared deviations of the labels from their mean
        double labelSquares = 0;
        double errorSquares = 0;
        double errors = 0;
        for (int row = 0; row < predicted.rows(); row++) {
            double w = predicted.weights()[row];
            double y = predicted.labels()[row];
            double error = y - predicted.predictions()[row];
            if (w > 0) {
                weight += w;
                squaredWeight += w * w;
                double delta = y - mean;
                mean += delta * w / weight;
                squares += w * delta * (y - mean);
            }
            labelSquares += w * y * y;
            errorSquares += w * error * error;
            errors += w * Math.abs(error);
        }
        return switch (metric) {
            case "mse" -> errorSquares / weight;
            case "rmse" -> Math.sqrt(errorSquares / weight);
            case "mae" -> errors / weight;
            case "var" -> explained(predicted, mean) / weight;
            case "r2" -> {
                // Spark multiplies an unbiased variance by the weight less 1: for weights other
                // than 1 this is not the sum of squares.
                double degrees = weight - squaredWeight / weight;
                double total = degrees > 0 ? squares / degrees * (weight - 1) : 0;
                yield 1 - errorSquares / (throughOrigin ? labelSquares : total);
            }
            default -> throw new AssertionError("a metric that its parameter rejects");
        };
    }

    private static double explained(Predicted predicted, double mean) {
        double sum = 0;
        for (int row = 0; row < predicted.rows(); row++) {
            double deviation = predicted.predictions()[row] - mean;
            sum += predicted.weights()[row] * deviation * deviation;
        }
        return sum;
    }
}
