package lanewise.benchmarks.report.html;

import lanewise.benchmarks.jmh.LayerShape;
import lanewise.benchmarks.jmh.NetworkShape;
import lanewise.benchmarks.report.BandwidthTable;
import lanewise.benchmarks.report.Figures;
import lanewise.benchmarks.report.GemmTable;
import lanewise.benchmarks.report.KernelTable;
import lanewise.benchmarks.report.Measurement;
import lanewise.benchmarks.report.Step;
import lanewise.benchmarks.report.StepTable;
import lanewise.benchmarks.report.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How much of what the FMA units can do is done. */
final class PeakSection {
    private static final int BYTES = Float.BYTES;

    private PeakSection() {}

    /** A computation whose operations and least traffic are known. */
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

    static Optional<Section> of(List<Measurement> measurements) {
        if (GemmTable.peak(measurements).isEmpty()) {
            return Optional.empty();
        }
        double peak = GemmTable.peak(measurements).getAsDouble();
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "In this run one core did "
                                + Figures.gigaflops(peak)
                                + " GFLOP/s of fused multiply-adds that wait neither for memory nor for"
                                + " each other, in the fastest fork. Steps also compute activations and"
                                + " updates, which do not count as work here."));
        List<Step> steps = Step.of(measurements);
        if (!steps.isEmpty()) {
            content.add(bars(steps, peak).figure());
            StepTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        }
        List<Kernel> kernels = kernels(measurements, steps);
        if (!kernels.isEmpty()) {
            content.add(roofline(kernels, peak).figure());
            content.add(Tables.folded(table(kernels, peak)));
        }
        BandwidthTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        return Optional.of(new Section("peak", "How close to the machine", content));
    }

    private static RowChart bars(List<Step> steps, double peak) {
        List<RowChart.Row> rows = steps.stream().map(step -> bar(step, peak)).toList();
        // A core that clocks higher later on may beat its measured peak.
        double most =
                rows.stream()
                        .flatMap(row -> row.marks().stream())
                        .mapToDouble(RowChart.Mark::value)
                        .max()
                        .orElseThrow();
        return new RowChart(
                "bound",
                "Training steps, percent of the bound",
                "The bound is the time of the matrix products at the peak; threads share it.",
                new Axis(
                        "percent of the bound",
                        Scale.linear(0, Math.max(1, most)),
                        Figures::percent),
                rows);
    }

    private static RowChart.Row bar(Step step, double peak) {
        double limit = peak * step.threads();
        Series series = Series.of(step.tier());
        return new RowChart.Row(
                ScalingSection.name(step),
                Figures.percent(step.flops() / step.measurement().median() / limit),
                step.flops() / step.measurement().median() / limit,
                series,
                step.measurement().forks().stream()
                        .map(
                                nanos ->
                                        new RowChart.Mark(
                                                step.flops() / nanos / limit,
                                                series,
                                                true,
                                                Figures.gigaflops(step.flops() / nanos)
                                                        + " GFLOP/s in one fork"))
                        .toList());
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

    /** Features and targets are read, parameters read and written; all else may stay in a cache. */
    private static double bytes(NetworkShape shape) {
        double parameters = 0;
        for (int layer = 1; layer < shape.sizes().size(); layer++) {
            parameters += (shape.sizes().get(layer - 1) + 1.0) * shape.sizes().get(layer);
        }
        double samples =
                (double) shape.rows() * (shape.sizes().getFirst() + shape.sizes().getLast());
        return BYTES * (samples + 2 * parameters);
    }

    /** The three matrices of one product. */
    private static double bytes(LayerShape shape) {
        return BYTES
                * ((double) shape.inputs() * shape.outputs()
                        + (double) shape.samples() * (shape.inputs() + shape.outputs()));
    }

    private static XyChart roofline(List<Kernel> kernels, double peak) {
        Scale x =
                Scale.logarithmic(
                        kernels.stream().mapToDouble(Kernel::intensity).min().orElseThrow(),
                        kernels.stream().mapToDouble(Kernel::intensity).max().orElseThrow());
        Scale y =
                Scale.logarithmic(
                        kernels.stream().mapToDouble(Kernel::speed).min().orElseThrow(), peak);
        List<XyChart.Guide> roofs = new ArrayList<>();
        for (double share : new double[] {1, 0.5, 0.25}) {
            String label = Figures.percent(share) + (share == 1 ? " of FMA peak" : "");
            roofs.add(new XyChart.Guide(x.min(), share * peak, x.max(), share * peak, label, true));
        }
        return new XyChart(
                "roofline",
                "Roofline of one core",
                "Hollow marks are single matrix products, others whole training steps"
                        + " without the scalar tier. Bytes are the"
                        + " least that must move: each matrix, or each feature, target and (twice)"
                        + " parameter, once. The roof is flat because the memory’s bandwidth was not"
                        + " measured.",
                new Axis("operations per byte, log scale", x, Numbers::plain),
                new Axis("GFLOP/s, log scale", y, Numbers::plain),
                roofs,
                kernels.stream().map(kernel -> List.of(mark(kernel))).toList(),
                labels(kernels));
    }

    /** Each kind of mark has its name once, at the rightmost. */
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

    private static Table table(List<Kernel> kernels, double peak) {
        return new Table(
                "Operations per byte at the least traffic, and what is reached of the FMA peak",
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
