package lanewise.internal.sampling;

import lanewise.random.RandomState;

import java.util.Arrays;

/**
 * Divides a number of draws among classes in proportion to their rows: the largest-remainder
 * method, as scikit-learn 1.2's {@code _approximate_mode}. Classes with equal remainders are chosen
 * at random, by the same draws of the generator.
 */
final class Apportionment {
    private Apportionment() {}

    /**
     * Divides draws.
     *
     * @param counts number of rows of each class, with a positive sum
     * @param draws number of draws, 1 to the sum of {@code counts}
     * @param random breaks ties
     * @return the number of draws of each class; their sum is {@code draws}
     */
    static int[] of(int[] counts, int draws, RandomState random) {
        double total = 0;
        for (int count : counts) {
            total += count;
        }
        int[] shares = new int[counts.length];
        double[] remainders = new double[counts.length];
        int left = draws;
        for (int k = 0; k < counts.length; k++) {
            double exact = counts[k] / total * draws; // rounded as in NumPy: ties depend on it
            shares[k] = (int) exact;
            remainders[k] = exact - shares[k];
            left -= shares[k];
        }
        // At most one draw for each class is left, so the loop ends before remainders run out.
        double remainder = Double.POSITIVE_INFINITY;
        while (left > 0) {
            remainder = greatestBelow(remainder, remainders);
            int[] tied = indexesOf(remainder, remainders);
            int[] order = random.permutation(tied.length);
            int added = Math.min(tied.length, left);
            for (int i = 0; i < added; i++) {
                shares[tied[order[i]]]++;
            }
            left -= added;
        }
        return shares;
    }

    private static double greatestBelow(double limit, double[] values) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (value < limit) {
                greatest = Math.max(greatest, value);
            }
        }
        return greatest;
    }

    private static int[] indexesOf(double wanted, double[] values) {
        int[] indexes = new int[values.length];
        int found = 0;
        for (int k = 0; k < values.length; k++) {
            if (values[k] == wanted) {
                indexes[found++] = k;
            }
        }
        return Arrays.copyOf(indexes, found);
    }
}
