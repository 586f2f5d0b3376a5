package lanewise.metrics;

import lanewise.data.FeatureMatrix;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The outputs of one class or label in descending order, and the scores that depend on nothing but
 * this order. Rows with equal outputs form one step. Counts are exact integers, so no score depends
 * on the order of rows. Can be used for several columns, one after another. Not thread-safe.
 */
final class Ranking {
    /** Outputs of the positive rows in ascending order, then likewise of all other rows. */
    private final float[] sorted;

    private int positives;

    Ranking(int rows) {
        sorted = new float[rows];
    }

    /** Receives the steps of a ranking, the largest output first. */
    interface Steps {
        /**
         * Takes the counts of the rows whose outputs are at least a threshold.
         *
         * @param truePositives positive rows among them
         * @param falsePositives other rows among them
         * @param threshold the output of at least one row
         */
        void step(int truePositives, int falsePositives, float threshold);
    }

    /**
     * Sorts a column in O(rows · log rows).
     *
     * @param outputs rows × columns, without NaN
     * @param column the column of the class or label
     * @param positive whether a row has the class or label
     */
    void rank(FeatureMatrix outputs, int column, IntPredicate positive) {
        positives = 0;
        int others = 0;
        for (int row = 0; row < sorted.length; row++) {
            int slot = positive.test(row) ? positives++ : sorted.length - ++others;
            sorted[slot] = outputs.get(row, column);
        }
        Arrays.sort(sorted, 0, positives);
        Arrays.sort(sorted, positives, sorted.length);
    }

    int positives() {
        return positives;
    }

    int others() {
        return sorted.length - positives;
    }

    /** True if scores are NaN, because no row or all rows are positive. */
    boolean undefined() {
        return positives == 0 || others() == 0;
    }

    /** Calls {@code steps} for each distinct output. Zeros of both signs are equal. */
    void forEach(Steps steps) {
        int positive = positives;
        int other = sorted.length;
        while (positive > 0 || other > positives) {
            float threshold = Float.NEGATIVE_INFINITY;
            if (positive > 0) {
                threshold = sorted[positive - 1];
            }
            if (other > positives) {
                threshold = Math.max(threshold, sorted[other - 1]);
            }
            while (positive > 0 && sorted[positive - 1] >= threshold) {
                positive--;
            }
            while (other > positives && sorted[other - 1] >= threshold) {
                other--;
            }
            steps.step(positives - positive, sorted.length - other, threshold);
        }
    }

    /**
     * The area under the receiver operating characteristic: the share of pairs of a positive and
     * another row in which the former has the larger output (Mann–Whitney U). A pair with equal
     * outputs counts as half.
     *
     * @return 0 to 1; NaN if no row or all rows are positive
     */
    double area() {
        Area area = new Area();
        forEach(area);
        return area.area(positives, others());
    }

    /**
     * The mean precision of the steps, weighted by their gain in recall.
     *
     * @return above 0, at most 1; NaN if no row or all rows are positive
     */
    double averagePrecision() {
        if (undefined()) {
            return Double.NaN;
        }
        Precision precision = new Precision();
        forEach(precision);
        return precision.sum / positives;
    }

    /** The trapezoidal area between points of counts. */
    static final class Area implements Steps {
        private int truePositives;
        private int falsePositives;

        /** Twice the area, where the sides of a square are one row. */
        private long halves;

        @Override
        public void step(int truePositives, int falsePositives, float threshold) {
            long height = (long) this.truePositives + truePositives;
            halves += height * (falsePositives - this.falsePositives);
            this.truePositives = truePositives;
            this.falsePositives = falsePositives;
        }

        /** The area in the unit square; NaN if a side is 0. */
        double area(int positives, int others) {
            return halves / (2.0 * positives * others);
        }
    }

    private static final class Precision implements Steps {
        private int truePositives;
        private double sum;

        @Override
        public void step(int truePositives, int falsePositives, float threshold) {
            int gain = truePositives - this.truePositives;
            sum += gain * (truePositives / ((double) truePositives + falsePositives));
            this.truePositives = truePositives;
        }
    }
}
