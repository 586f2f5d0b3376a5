package lanewise.benchmarks.report.comparison;

import java.util.Arrays;

/**
 * Critical ranks for the difference of two samples: the exact distribution of the statistic U of H.
 * B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically
 * larger than the other", Annals of Mathematical Statistics 18 (1947), which Go's {@code benchstat}
 * uses, too. It assumes nothing about the distribution of times, which has two peaks where C2
 * compiles a loop in one of two ways.
 *
 * @param rank the difference is significant if fewer than this number of pairs, one value of each
 *     sample, contradict it; 0 if the samples are too small
 * @param risk the probability that fewer pairs contradict by chance, in either direction
 */
record RankSums(int rank, double risk) {
    /** Accepted probability of a false difference. */
    static final double LEVEL = 0.05;

    /** The critical rank for samples of m and n values. */
    static RankSums of(int m, int n) {
        double[] counts = counts(m, n);
        double all = Arrays.stream(counts).sum();
        double below = 0;
        int rank = 0;
        while (2 * (below + counts[rank]) <= LEVEL * all) {
            below += counts[rank];
            rank++;
        }
        return new RankSums(rank, 2 * below / all);
    }

    /**
     * Numbers of choices of m of m + n ranks with 0, 1, …, m n pairs in which the chosen value is
     * above.
     */
    private static double[] counts(int m, int n) {
        // counts[j][u]: choices of j of the ranks so far. All ranks below the j-th chosen, except j
        // - 1, belong to the other sample.
        double[][] counts = new double[m + 1][m * n + 1];
        counts[0][0] = 1;
        for (int rank = 0; rank < m + n; rank++) {
            for (int j = Math.min(m, rank + 1); j > 0; j--) {
                int others = rank - j + 1;
                for (int u = others; u <= m * n; u++) {
                    counts[j][u] += counts[j - 1][u - others];
                }
            }
        }
        return counts[m];
    }
}
