package lanewise.benchmarks.report.comparison;

import java.util.Arrays;

/**
 * How clearly two samples have to differ for it not to be chance, in ranks: the exact distribution
 * of the statistic U of H. B. Mann and D. R. Whitney, "On a test of whether one of two random
 * variables is stochastically larger than the other", Annals of Mathematical Statistics 18 (1947),
 * by which Go's {@code benchstat} compares benchmarks, too. It supposes nothing about how times are
 * distributed: they have two peaks where C2 compiles a loop in one of two ways.
 *
 * @param rank of all pairs, one value of each sample, fewer than this may contradict a difference
 *     that is beyond chance; 0 if the samples are so small that none is
 * @param risk how often chance alone makes fewer pairs contradict, in either direction
 */
record RankSums(int rank, double risk) {
    /** How often a difference may be seen where there is none. */
    static final double LEVEL = 0.05;

    /** Of two samples with m and n values. */
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

    /** How many choices of m of m + n ranks have 0, 1, …, m n pairs with the chosen value above. */
    private static double[] counts(int m, int n) {
        // counts[j][u]: choices of j of the ranks so far. The j-th that is chosen has all ranks
        // below it but j - 1 as values of the other sample.
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
