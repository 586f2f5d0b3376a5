package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.html.svg.XyChart;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.GemmTable;
import lanewise.benchmarks.report.table.Step;
import lanewise.benchmarks.report.table.StepTable;
import lanewise.benchmarks.workload.NetworkShape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Section on the time of a training step by width of the network, rows and threads. */
public final class ScalingSection {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MEGA = 1e6;

    private ScalingSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        List<Step> steps = Step.of(measurements);
        return StepTable.of(measurements)
                .map(
                        table -> {
                            List<Node> content = new ArrayList<>();
                            content.add(
                                    Section.paragraph(
                                            "One training step: forward, backward and SGD update,"
                                                    + " with sigmoid, squared error and"
                                                    + " biases. Work is the operations of its"
                                                    + " matrix products."));
                            content.add(chart(steps, GemmTable.peak(measurements)).figure());
                            List<Element> sentences =
                                    comparisons(steps).stream()
                                            .map(text -> Element.of("li", text))
                                            .toList();
                            if (!sentences.isEmpty()) {
                                content.add(
                                        Element.of("h3", "More rows of one network, more threads"));
                                content.add(Element.of("ul", sentences));
                            }
                            content.add(Tables.folded(table));
                            return new Section("scaling", "Scaling with width and rows", content);
                        });
    }

    private static XyChart chart(List<Step> steps, OptionalDouble peak) {
        Axis x = new Axis("MFLOP per step, log scale", workScale(steps), Numbers::plain);
        double least = steps.stream().mapToDouble(ScalingSection::micros).min().orElseThrow();
        double most = steps.stream().mapToDouble(ScalingSection::micros).max().orElseThrow();
        double smallestBound =
                peak.isPresent()
                        ? x.scale().min() * MEGA / peak.getAsDouble() / NANOS_PER_MICRO
                        : least;
        Axis y =
                new Axis(
                        "µs per step, log scale",
                        Scale.logarithmic(Math.min(least, smallestBound), most),
                        Numbers::plain);
        return new XyChart(
                "steps",
                "Time of a step against its work",
                "Lower is faster. Lines join measurements of one network with increasing rows. "
                        + (peak.isPresent()
                                ? "On a dashed line all steps use the same share of the core’s"
                                        + " measured"
                                        + " peak of fused multiply-adds."
                                : ""),
                x,
                y,
                guides(x.scale(), peak),
                paths(steps),
                labels(steps));
    }

    private static Scale workScale(List<Step> steps) {
        return Scale.logarithmic(
                steps.stream().mapToDouble(Step::flops).min().orElseThrow() / MEGA,
                steps.stream().mapToDouble(Step::flops).max().orElseThrow() / MEGA);
    }

    private static List<XyChart.Guide> guides(Scale work, OptionalDouble peak) {
        List<XyChart.Guide> guides = new ArrayList<>();
        for (double share : peak.isPresent() ? new double[] {1, 0.1, 0.01} : new double[0]) {
            double microsPerMega = MEGA / (share * peak.getAsDouble()) / NANOS_PER_MICRO;
            guides.add(
                    new XyChart.Guide(
                            work.min(),
                            work.min() * microsPerMega,
                            work.max(),
                            work.max() * microsPerMega,
                            Figures.percent(share) + (share == 1 ? " of FMA peak" : ""),
                            share == 1));
        }
        return guides;
    }

    /** A path for each network, tier and number of threads, in increasing order of rows. */
    private static List<List<XyChart.Mark>> paths(List<Step> steps) {
        Map<List<Object>, List<Step>> networks = new LinkedHashMap<>();
        for (Step step : steps) {
            networks.computeIfAbsent(
                            List.of(step.shape().sizes(), step.tier(), step.sharing()),
                            key -> new ArrayList<>())
                    .add(step);
        }
        return networks.values().stream()
                .map(
                        path ->
                                path.stream()
                                        .sorted(
                                                Comparator.comparingInt(
                                                        step -> step.shape().rows()))
                                        .map(ScalingSection::mark)
                                        .toList())
                .toList();
    }

    private static XyChart.Mark mark(Step step) {
        return new XyChart.Mark(
                step.flops() / MEGA,
                micros(step),
                Series.of(step.tier()),
                step.threads() > 1,
                name(step) + ": " + Numbers.time(step.measurement().median()));
    }

    /** Network, tier and, if more than one, threads. */
    static String name(Step step) {
        String one = step.shape() + ", " + step.tier();
        if (step.threads() == 1) {
            return one;
        }
        return one + ", " + step.threads() + (step.apart() ? " threads apart" : " threads");
    }

    /**
     * Labels: each tier at its largest step, each network below its fastest, threads at their
     * steps.
     */
    private static List<XyChart.Label> labels(List<Step> steps) {
        List<XyChart.Label> labels = new ArrayList<>();
        Set<String> tiers = new LinkedHashSet<>();
        Set<List<Integer>> networks = new LinkedHashSet<>();
        for (Step step : steps) {
            tiers.add(step.tier());
            networks.add(step.shape().sizes());
        }
        for (String tier : tiers) {
            Step largest =
                    steps.stream()
                            .filter(step -> step.tier().equals(tier))
                            .max(
                                    Comparator.comparingDouble(Step::flops)
                                            .thenComparingInt(step -> -step.threads()))
                            .orElseThrow();
            boolean shared =
                    steps.stream().anyMatch(step -> step.tier().equals(tier) && step.threads() > 1);
            labels.add(label(largest, -13, shared ? tier + " (hollow: more threads)" : tier, tier));
        }
        for (List<Integer> network : networks) {
            Step fastest =
                    steps.stream()
                            .filter(step -> step.shape().sizes().equals(network))
                            .min(Comparator.comparingDouble(ScalingSection::micros))
                            .orElseThrow();
            labels.add(label(fastest, 22, shortName(fastest.shape()), ""));
        }
        return labels;
    }

    private static String shortName(NetworkShape shape) {
        return shape.toString().replaceFirst(" x \\d+$", "");
    }

    private static XyChart.Label label(Step step, double down, String text, String style) {
        return new XyChart.Label(step.flops() / MEGA, micros(step), down, text, style);
    }

    private static double micros(Step step) {
        return step.measurement().median() / NANOS_PER_MICRO;
    }

    /** Comparisons of rows and threads, in words. */
    private static List<String> comparisons(List<Step> steps) {
        List<String> sentences = new ArrayList<>();
        Map<List<Object>, Step> fewestRows = new LinkedHashMap<>();
        Map<List<Object>, Step> oneThread = new LinkedHashMap<>();
        for (Step step : steps) {
            List<Object> network = List.of(step.shape().sizes(), step.tier(), step.sharing());
            Step few = fewestRows.putIfAbsent(network, step);
            if (few != null && few.shape().rows() != step.shape().rows()) {
                double rows = (double) step.shape().rows() / few.shape().rows();
                double time = step.measurement().median() / few.measurement().median();
                sentences.add(
                        name(step)
                                + ": "
                                + Numbers.plain(rows)
                                + " times the rows of "
                                + few.shape()
                                + " take "
                                + Figures.factor(time)
                                + " times as long.");
            }
            List<Object> work = List.of(step.shape(), step.tier());
            Step alone = oneThread.putIfAbsent(work, step);
            if (alone != null && !alone.sharing().equals(step.sharing())) {
                sentences.add(
                        name(step)
                                + ": "
                                + Figures.factor(
                                        step.measurement().speedupOver(alone.measurement()))
                                + " times as fast as on "
                                + Numbers.count(alone.threads(), "thread", "threads")
                                + (step.apart()
                                        ? ", with a step for each: the limit of this machine."
                                        : "."));
            }
        }
        return sentences;
    }
}
