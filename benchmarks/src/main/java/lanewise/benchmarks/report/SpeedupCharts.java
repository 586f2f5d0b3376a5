package lanewise.benchmarks.report;

import lanewise.benchmarks.plot.BarChart;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.KernelTable;
import lanewise.benchmarks.report.table.TierPair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Charts of speed-ups over a control. */
public final class SpeedupCharts {
    private SpeedupCharts() {}

    /**
     * The implementations of the iris loop against the textbook.
     *
     * @param measurements any measurements
     * @return the chart; empty unless each implementation is measured with and without history
     */
    public static Optional<BarChart> iris(List<Measurement> measurements) {
        List<Measurement> loop = IrisTable.measurements(measurements);
        List<String> implementations =
                loop.stream().map(IrisTable::implementation).distinct().toList();
        SequencedMap<String, List<Double>> bars = new LinkedHashMap<>();
        for (Measurement measurement : loop) {
            String kind =
                    measurement.param("history").equals("true")
                            ? "with history"
                            : "without history";
            IrisTable.control(measurements, measurement)
                    .ifPresent(
                            control ->
                                    bars.computeIfAbsent(kind, key -> new ArrayList<>())
                                            .add(measurement.speedupOver(control)));
        }
        boolean complete =
                bars.values().stream().allMatch(kind -> kind.size() == implementations.size());
        return bars.isEmpty() || !complete
                ? Optional.empty()
                : Optional.of(
                        new BarChart(
                                "Iris training loop: speed against textbook Java",
                                "times as fast",
                                implementations,
                                bars));
    }

    /**
     * The vector kernels against the scalar ones.
     *
     * @param measurements any measurements
     * @return the chart; empty if no kernel is measured on both tiers
     */
    public static Optional<BarChart> kernels(List<Measurement> measurements) {
        List<TierPair> pairs = KernelTable.pairs(measurements);
        List<String> shapes =
                pairs.stream().map(pair -> KernelTable.shape(pair).toString()).distinct().toList();
        SequencedMap<String, List<Double>> bars = new LinkedHashMap<>();
        for (TierPair pair : pairs) {
            bars.computeIfAbsent(pair.kernel(), kernel -> new ArrayList<>()).add(pair.speedup());
        }
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new BarChart(
                                "Single kernels: speed of the vector tier against the scalar tier",
                                "times as fast",
                                shapes,
                                bars));
    }
}
