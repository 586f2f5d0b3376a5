package lanewise.benchmarks.report.comparison;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;

/**
 * The ratio of one benchmark's times in two sessions, with the forks as the samples.
 *
 * <p>The spread is the confidence interval that belongs to the test of {@link RankSums} (L. E.
 * Moses, 1953; M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods", the section on
 * distribution-free intervals based on the rank sum; {@code wilcox.test} of R, here with
 * logarithms): the ratios of all pairs of a new and an old fork are sorted, and as many are dropped
 * at each end as keep it at 95 %. It excludes 1 exactly if the test calls the samples different.
 * Where ties make ranks ambiguous it is wider.
 *
 * <p>It describes the forks of these two sessions only. Anything that slows down a whole session,
 * such as a neighbour on a shared machine, looks like a change.
 *
 * @param ratio median of the new forks over the median of the old ones, below 1 if the new are
 *     faster
 * @param low the lower end of the spread
 * @param high the upper end of the spread
 * @param risk the probability of a verdict of faster or slower by chance; 0 if neither is possible
 * @param verdict the conclusion
 */
record ForkRatio(double ratio, double low, double high, double risk, Verdict verdict) {

    /** The conclusion from a ratio. */
    enum Verdict {
        /** The whole spread is below 1. */
        FASTER("faster"),
        /** The whole spread is above 1. */
        SLOWER("slower"),
        /** 1 is within the spread. */
        WITHIN_NOISE("within noise"),
        /**
         * Too few forks to exclude chance; the spread is from the smallest to the largest ratio.
         */
        TOO_FEW_FORKS("too few forks to tell");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Compares measurements before and after a change. */
    static ForkRatio of(Measurement before, Measurement after) {
        List<Double> ratios =
                after.forks().stream()
                        .flatMap(now -> before.forks().stream().map(then -> now / then))
                        .sorted()
                        .toList();
        RankSums ranks = RankSums.of(before.forks().size(), after.forks().size());
        int leftOut = Math.max(0, ranks.rank() - 1);
        double low = ratios.get(leftOut);
        double high = ratios.get(ratios.size() - 1 - leftOut);
        return new ForkRatio(
                after.median() / before.median(),
                low,
                high,
                ranks.risk(),
                ranks.rank() == 0 ? Verdict.TOO_FEW_FORKS : verdict(low, high));
    }

    private static Verdict verdict(double low, double high) {
        if (high < 1) {
            return Verdict.FASTER;
        }
        return low > 1 ? Verdict.SLOWER : Verdict.WITHIN_NOISE;
    }
}
