package lanewise.benchmarks.profile;

import lanewise.benchmarks.profile.PhaseProfile.PhaseSum;
import lanewise.benchmarks.report.table.Table;

import java.util.List;
import java.util.Locale;

/** A {@link PhaseProfile} as a table, per iteration and beside the machine's limits. */
public final class PhaseTable {
    private PhaseTable() {}

    /**
     * Builds the table.
     *
     * @param profile the sums
     * @param limits the limits of one core
     * @param threads number of cores used
     * @return the table
     */
    public static Table of(PhaseProfile profile, MachineLimits limits, int threads) {
        double peak = limits.gflops() * threads;
        List<List<String>> rows =
                profile.phases().stream().map(phase -> row(phase, profile, peak)).toList();
        return new Table(
                "Time of an iteration by phase and layer ("
                        + profile.kernels()
                        + ", "
                        + String.format(Locale.ROOT, "%,d", profile.iterations())
                        + " iterations timed)",
                2,
                List.of(
                        "phase",
                        "layer",
                        "µs",
                        "share",
                        "GFLOP/s",
                        "of peak",
                        "KB moved",
                        "GB/s",
                        "FLOP/byte"),
                rows);
    }

    private static List<String> row(PhaseSum phase, PhaseProfile profile, double peak) {
        double gflops = (double) phase.flops() / phase.nanos();
        boolean products = phase.flops() > 0;
        return List.of(
                phase.phase(),
                phase.layer() < 0 ? "all" : String.valueOf(phase.layer()),
                format("%.3f", phase.nanos() / 1e3 / profile.iterations()),
                format("%.1f %%", 100.0 * phase.nanos() / profile.nanos()),
                products ? format("%.1f", gflops) : "",
                products ? format("%.0f %%", 100 * gflops / peak) : "",
                format("%.1f", phase.bytes() / 1e3 / profile.iterations()),
                format("%.1f", (double) phase.bytes() / phase.nanos()),
                products ? format("%.2f", (double) phase.flops() / phase.bytes()) : "");
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
