package lanewise.benchmarks.report.comparison;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.Table;

import java.util.List;
import java.util.Locale;

/** The benchmarks common to two sessions. */
final class ComparisonTable {
    static final List<String> HEADER =
            List.of(
                    "benchmark",
                    "verdict",
                    "new/old",
                    "spread",
                    "old",
                    "new",
                    "each old fork",
                    "each new fork");

    static final String EXPLANATION =
            """
            The spread is a 95 % interval: the ratios of all pairs of a new and an old fork, without those at both ends
            that the exact rank-sum test (Mann, Whitney 1947) attributes to chance. It takes 4 forks in each session, or
            3 and 5; with fewer, the spread is from the smallest to the largest ratio. Anything that slows down one
            whole session looks like a change: compare with rows whose code did not change.
            """;

    private ComparisonTable() {}

    static Table of(List<Comparison.Pair> pairs) {
        return new Table(
                "Time of new over old, median over forks: below 1 is faster",
                2,
                HEADER,
                pairs.stream().map(ComparisonTable::row).toList());
    }

    private static List<String> row(Comparison.Pair pair) {
        Measurement before = pair.before().measurement();
        Measurement after = pair.after().measurement();
        ForkRatio ratio = pair.ratio();
        Unit unit = Unit.of(before.median());
        return List.of(
                pair.after().title(),
                ratio.verdict().toString(),
                ratio(ratio.ratio()),
                ratio(ratio.low()) + " … " + ratio(ratio.high()),
                unit.figure(before.median()) + " " + unit.name,
                unit.figure(after.median()) + " " + unit.name,
                Figures.each(before.forks(), unit::figure),
                Figures.each(after.forks(), unit::figure));
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    /** The unit of a time. */
    private record Unit(String name, double nanos) {
        static Unit of(double nanos) {
            if (nanos < 1e3) {
                return nanos < 1 ? new Unit("ps", 1e-3) : new Unit("ns", 1);
            }
            return nanos < 1e6 ? new Unit("µs", 1e3) : new Unit("ms", 1e6);
        }

        String figure(double time) {
            return String.format(Locale.ROOT, "%.4g", time / nanos);
        }
    }
}
