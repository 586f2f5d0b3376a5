package lanewise.metrics;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Actual rows, predicted rows and hits per class, and the metrics derived from them. A quotient
 * with divisor 0 counts as 0.
 */
final class ClassCounts {
    private final int[] actual;
    private final int[] predicted;
    private final int[] hits;

    /**
     * Counts the rows of each class.
     *
     * @param actual the true class of each row, 0 to {@code classes - 1}
     * @param predicted the predicted class of each row, likewise
     * @param classes number of classes
     */
    ClassCounts(int[] actual, int[] predicted, int classes) {
        this.actual = new int[classes];
        this.predicted = new int[classes];
        hits = new int[classes];
        for (int row = 0; row < actual.length; row++) {
            this.actual[actual[row]]++;
            this.predicted[predicted[row]]++;
            if (actual[row] == predicted[row]) {
                hits[actual[row]]++;
            }
        }
    }

    /**
     * Sums the rows of each class.
     *
     * @param counts number of rows by true class, then by predicted class
     */
    ClassCounts(int[][] counts) {
        actual = new int[counts.length];
        predicted = new int[counts.length];
        hits = new int[counts.length];
        for (int k = 0; k < counts.length; k++) {
            for (int l = 0; l < counts.length; l++) {
                actual[k] += counts[k][l];
                predicted[l] += counts[k][l];
            }
            hits[k] = counts[k][k];
        }
    }

    int rows() {
        return sum(actual);
    }

    int hits() {
        return sum(hits);
    }

    double accuracy() {
        return (double) hits() / rows();
    }

    double precision(int index) {
        return quotient(hits[index], predicted[index]);
    }

    double recall(int index) {
        return quotient(hits[index], actual[index]);
    }

    double f1(int index) {
        return quotient(2.0 * hits[index], (long) predicted[index] + actual[index]);
    }

    double macroPrecision() {
        return mean(this::precision, this::occurs);
    }

    double macroRecall() {
        return mean(this::recall, this::occurs);
    }

    double macroF1() {
        return mean(this::f1, this::occurs);
    }

    /** The mean recall over the classes that have rows. */
    double balancedAccuracy() {
        return mean(this::recall, index -> actual[index] > 0);
    }

    /** True if the class is the true or predicted class of a row. */
    private boolean occurs(int index) {
        return actual[index] > 0 || predicted[index] > 0;
    }

    private double mean(IntToDoubleFunction figure, IntPredicate counted) {
        double sum = 0;
        int classes = 0;
        for (int index = 0; index < hits.length; index++) {
            if (counted.test(index)) {
                sum += figure.applyAsDouble(index);
                classes++;
            }
        }
        return sum / classes;
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private static double quotient(double dividend, long divisor) {
        return divisor == 0 ? 0 : dividend / divisor;
    }
}
