package lanewise.metrics;

import lanewise.data.FeatureMatrix;

import java.util.Arrays;

/**
 * The area under the receiver operating characteristic of one class against all others, from ranks:
 * the share of pairs of a row of the class and another row in which the former has the larger
 * output (Mann–Whitney U). A pair with equal outputs counts as half. Counts are exact integers, so
 * the area does not depend on the order of rows. Not thread-safe.
 */
final class RocAuc {
    private final int[] actual;

    /** Outputs of the rows of the class in ascending order, then likewise of all other rows. */
    private final float[] sorted;

    RocAuc(int[] actual) {
        this.actual = actual;
        sorted = new float[actual.length];
    }

    /**
     * Computes the area of one class in O(rows · log rows).
     *
     * @param outputs rows × columns, without NaN
     * @param column the column of the outputs of the class
     * @param index the class
     * @return 0 to 1; NaN if no row or all rows have the class
     */
    double ofClass(FeatureMatrix outputs, int column, int index) {
        int rows = actual.length;
        int positives = 0;
        int others = 0;
        for (int row = 0; row < rows; row++) {
            int slot = actual[row] == index ? positives++ : rows - ++others;
            sorted[slot] = outputs.get(row, column);
        }
        if (positives == 0 || others == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted, 0, positives);
        Arrays.sort(sorted, positives, rows);
        int less = positives;
        int lessOrEqual = positives;
        long halves = 0;
        for (int k = 0; k < positives; k++) {
            while (less < rows && sorted[less] < sorted[k]) {
                less++;
            }
            while (lessOrEqual < rows && sorted[lessOrEqual] <= sorted[k]) {
                lessOrEqual++;
            }
            halves += (less - positives) + (lessOrEqual - positives);
        }
        return halves / (2.0 * positives * others);
    }
}
