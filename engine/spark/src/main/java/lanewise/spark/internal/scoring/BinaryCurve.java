package lanewise.spark.internal.scoring;

import java.util.Arrays;

/**
 * The rows of a binary classification counted by descending score, and the areas that Spark's
 * BinaryClassificationMetrics computes of them.
 *
 * @param positives for each threshold, the weight of the rows of class 1 with at least that score
 * @param negatives for each threshold, the weight of the others
 */
record BinaryCurve(double[] positives, double[] negatives) {

    /**
     * Counts rows.
     *
     * @param bins maximum number of thresholds, approximately, as Spark's numBins; 0 for all. If
     *     there are at least twice as many scores, groups of them share a threshold, as in Spark
     *     with one partition.
     */
    static BinaryCurve of(Scoring.Predicted predicted, int bins) {
        int rows = predicted.rows();
        Integer[] order = new Integer[rows];
        Arrays.setAll(order, row -> row);
        Arrays.sort(
                order, (a, b) -> Double.compare(predicted.output(b, 1), predicted.output(a, 1)));
        double[] positives = new double[rows];
        double[] negatives = new double[rows];
        double positive = 0;
        double negative = 0;
        int scores = 0;
        for (int k = 0; k < rows; k++) {
            int row = order[k];
            if (predicted.labels()[row] > 0.5) {
                positive += predicted.weights()[row];
            } else {
                negative += predicted.weights()[row];
            }
            if (k == rows - 1 || predicted.output(order[k + 1], 1) != predicted.output(row, 1)) {
                positives[scores] = positive;
                negatives[scores] = negative;
                scores++;
            }
        }
        int group = bins == 0 ? 1 : Math.max(1, scores / bins);
        return group < 2
                ? new BinaryCurve(
                        Arrays.copyOf(positives, scores), Arrays.copyOf(negatives, scores))
                : new BinaryCurve(every(group, positives, scores), every(group, negatives, scores));
    }

    /** The last of each group of sums. */
    private static double[] every(int group, double[] sums, int count) {
        double[] some = new double[Math.ceilDiv(count, group)];
        for (int k = 0; k < some.length; k++) {
            some[k] = sums[Math.min(count, (k + 1) * group) - 1];
        }
        return some;
    }

    /** A metric by Spark's name. */
    double metric(String name) {
        return switch (name) {
            case "areaUnderROC" -> areaUnderRoc();
            case "areaUnderPR" -> areaUnderPr();
            default -> throw new AssertionError("a metric that its parameter rejects");
        };
    }

    private int size() {
        return positives.length;
    }

    private double recall(int k) {
        double all = positives[size() - 1];
        return all == 0 ? 0 : positives[k] / all;
    }

    private double falsePositiveRate(int k) {
        double all = negatives[size() - 1];
        return all == 0 ? 0 : negatives[k] / all;
    }

    private double precision(int k) {
        double all = positives[k] + negatives[k];
        return all == 0 ? 1 : positives[k] / all;
    }

    private double areaUnderRoc() {
        double area = 0;
        double x = 0;
        double y = 0;
        for (int k = 0; k < size(); k++) {
            area += (falsePositiveRate(k) - x) * (recall(k) + y) / 2;
            x = falsePositiveRate(k);
            y = recall(k);
        }
        return area + (1 - x) * (1 + y) / 2;
    }

    private double areaUnderPr() {
        double area = 0;
        double x = 0;
        double y = precision(0);
        for (int k = 0; k < size(); k++) {
            area += (recall(k) - x) * (precision(k) + y) / 2;
            x = recall(k);
            y = precision(k);
        }
        return area;
    }
}
