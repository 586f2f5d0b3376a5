package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.html.svg.XyChart;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.BandwidthTable;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.GemmTable;
import lanewise.benchmarks.report.table.KernelTable;
import lanewise.benchmarks.report.table.Step;
import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.workload.LayerShape;
import lanewise.benchmarks.workload.NetworkShape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The roofline of one core: throughput against operations per byte, bounded by the FMA peak and, if
 * measured, by the bandwidths of caches and memory.
 */
final class Roofline {
    private static final int BYTES = Float.BYTES;

    /** Factor that extends the x axis to the left, where the slopes are labelled. */
    private static final double ROOM = 4;

    private final List<Kernel> kernels;
    private final double peak;

    /** Read bandwidth of each cache and of memory, in GB/s. */
    private final SequencedMap<String, Double> bandwidths;

    private Roofline(List<Kernel> kernels, double peak, SequencedMap<String, Double> bandwidths) {
        this.kernels = kernels;
        this.peak = peak;
        this.bandwidths = bandwidths;
    }

    /** A computation with known operations and minimal traffic. */
    private record Kernel(
            String name,
            String tier,
            boolean alone,
            double flops,
            double bytes,
            Measurement measurement) {
        double speed() {
            return flops / measurement.median();
        }

        double intensity() {
            return flops / bytes;
        }
    }

    /**
     * Collects the kernels of the roofline.
     *
     * @param peak FMA peak in GFLOP/s
     * @return the roofline; empty if no such kernel was measured
     */
    static Optional<Roofline> of(List<Measurement> measurements, List<Step> steps, double peak) {
        List<Kernel> kernels = kernels(measurements, steps);
        return kernels.isEmpty()
                ? Optional.empty()
                : Optional.of(new Roofline(kernels, peak, BandwidthTable.bandwidths(measurements)));
    }

    private static List<Kernel> kernels(List<Measurement> measurements, List<Step> steps) {
        Stream<Kernel> products =
                GemmTable.products(measurements).stream()
                        .map(
                                product -> {
                                    double size = Integer.parseInt(product.param("size"));
                                    return new Kernel(
                                            "sgemm "
                                                    + product.param("form")
                                                    + " "
                                                    + product.param("size"),
                                            "vector",
                                            true,
                                            GemmTable.flops(product),
                                            BYTES * 3 * size * size,
                                            product);
                                });
        Stream<Kernel> alone =
                steps.stream()
                        .filter(step -> step.threads() == 1 && !step.tier().equals("scalar"))
                        .map(
                                step ->
                                        new Kernel(
                                                "step " + step.shape(),
                                                step.tier(),
                                                false,
                                                step.flops(),
                                                bytes(step.shape()),
                                                step.measurement()));
        Stream<Kernel> layers =
                KernelTable.pairs(measurements).stream()
                        .map(
                                pair ->
                                        new Kernel(
                                                pair.kernel() + " " + KernelTable.shape(pair),
                                                "vector",
                                                true,
                                                KernelTable.shape(pair).flops(),
                                                bytes(KernelTable.shape(pair)),
                                                pair.vector()));
        return Stream.of(alone, layers, products).flatMap(kernel -> kernel).toList();
    }

    /**
     * Minimal traffic of a step in bytes, counted as in {@code scripts/profile}: each product
     * accesses its three matrices, the loss reads outputs and targets, and the update reads
     * parameters and gradient and writes the parameters.
     */
    private static double bytes(NetworkShape shape) {
        double floats = 2.0 * shape.rows() * shape.sizes().getLast();
        for (int layer = 1; layer < shape.sizes().size(); layer++) {
            int inputs = shape.sizes().get(layer - 1);
            int outputs = shape.sizes().get(layer);
            int products = layer == 1 ? 2 : 3;
            floats += products * matrices(inputs, outputs, shape.rows());
            floats += 3 * (inputs + 1.0) * outputs;
        }
        return BYTES * floats;
    }

    /** Minimal traffic of one product in bytes: its three matrices. */
    private static double bytes(LayerShape shape) {
        return BYTES * matrices(shape.inputs(), shape.outputs(), shape.samples());
    }

    private static double matrices(int inputs, int outputs, int rows) {
        return (double) inputs * outputs + (double) rows * (inputs + outputs);
    }

    XyChart chart() {
        double least = kernels.stream().mapToDouble(Kernel::intensity).min().orElseThrow();
        double most = kernels.stream().mapToDouble(Kernel::intensity).max().orElseThrow();
        double slowest = kernels.stream().mapToDouble(Kernel::speed).min().orElseThrow();
        Scale x = Scale.logarithmic(bandwidths.isEmpty() ? least : least / ROOM, most);
        double lowest =
                bandwidths.values().stream()
                        .mapToDouble(bandwidth -> bandwidth * x.min())
                        .reduce(slowest, Math::min);
        Scale y = Scale.logarithmic(lowest, peak);
        return new XyChart(
                "roofline",
                "Roofline of one core",
                "Hollow marks are single matrix products; the others are whole training steps,"
                        + " except those of the scalar tier. Bytes are the minimal traffic of"
                        + " each product, loss and update; data in a cache need not come from"
                        + " memory. "
                        + (bandwidths.isEmpty()
                                ? "The roof is flat because the memory’s bandwidth was not"
                                        + " measured."
                                : "The flat roof is the FMA peak; the sloping ones are one"
                                        + " core’s read bandwidths from each cache and from"
                                        + " memory, measured in the same run on arrays of"
                                        + " matching size."),
                new Axis("operations per byte, log scale", x, Numbers::plain),
                new Axis("GFLOP/s, log scale", y, Numbers::plain),
                bandwidths.isEmpty() ? flatRoofs(x) : roofs(x),
                kernels.stream().map(kernel -> List.of(mark(kernel))).toList(),
                labels(kernels));
    }

    private List<XyChart.Guide> flatRoofs(Scale x) {
        return Stream.of(1.0, 0.5, 0.25)
                .map(
                        share ->
                                new XyChart.Guide(
                                        x.min(),
                                        share * peak,
                                        x.max(),
                                        share * peak,
                                        Figures.percent(share) + (share == 1 ? " of FMA peak" : ""),
                                        true))
                .toList();
    }

    private List<XyChart.Guide> roofs(Scale x) {
        List<XyChart.Guide> roofs = new ArrayList<>();
        double first = x.max();
        for (Map.Entry<String, Double> level : bandwidths.entrySet()) {
            double bandwidth = level.getValue();
            double ridge = Math.clamp(peak / bandwidth, x.min(), x.max());
            first = Math.min(first, ridge);
            String label = level.getKey() + String.format(Locale.ROOT, " %.0f GB/s", bandwidth);
            roofs.add(
                    new XyChart.Guide(
                            x.min(), bandwidth * x.min(), ridge, bandwidth * ridge, label, true));
        }
        roofs.add(new XyChart.Guide(first, peak, x.max(), peak, "peak", true));
        return roofs;
    }

    /** One label for each kind of mark, at the rightmost mark of that kind. */
    private static List<XyChart.Label> labels(List<Kernel> kernels) {
        Map<String, Kernel> rightmost = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            rightmost.merge(
                    kernel.alone() ? "matrix products" : "steps, " + kernel.tier(),
                    kernel,
                    (a, b) -> a.intensity() >= b.intensity() ? a : b);
        }
        return rightmost.entrySet().stream()
                .map(
                        kind ->
                                new XyChart.Label(
                                        kind.getValue().intensity(),
                                        kind.getValue().speed(),
                                        kind.getValue().alone() ? -14 : 22,
                                        kind.getKey(),
                                        kind.getValue().tier()))
                .toList();
    }

    Table table() {
        return new Table(
                "Operations per byte at minimal traffic, and the fraction of the FMA peak reached",
                2,
                List.of("computation", "tier", "operations per byte", "GFLOP/s", "of FMA peak"),
                kernels.stream()
                        .map(
                                kernel ->
                                        List.of(
                                                kernel.name(),
                                                kernel.tier(),
                                                String.format(
                                                        Locale.ROOT, "%.1f", kernel.intensity()),
                                                Figures.gigaflops(kernel.speed()),
                                                Figures.percent(kernel.speed() / peak)))
                        .toList());
    }

    private static XyChart.Mark mark(Kernel kernel) {
        return new XyChart.Mark(
                kernel.intensity(),
                kernel.speed(),
                Series.of(kernel.tier()),
                kernel.alone(),
                kernel.name()
                        + ", "
                        + kernel.tier()
                        + ": "
                        + Figures.gigaflops(kernel.speed())
                        + " GFLOP/s");
    }
}
