package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.markup.Text;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.ColdTable;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.GemmTable;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.PredictTable;
import lanewise.benchmarks.report.table.Step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Summary of the most important figures. */
public final class Headline {
    private Headline() {}

    /**
     * Creates the summary.
     *
     * @param measurements any measurements
     * @return the element
     */
    public static Element of(List<Measurement> measurements) {
        List<Node> content = new ArrayList<>();
        Optional<Measurement> loop = fastestLoop(measurements);
        loop.ifPresent(fastest -> content.addAll(iterations(fastest)));
        List<Element> cards = new ArrayList<>();
        loop.ifPresent(fastest -> cards.addAll(speedups(measurements, fastest)));
        products(measurements).ifPresent(cards::add);
        steps(measurements).ifPresent(cards::add);
        prediction(measurements).ifPresent(cards::add);
        cold(measurements).ifPresent(cards::add);
        if (!cards.isEmpty()) {
            content.add(Element.of("ul", cards).with("class", "cards"));
        }
        return Element.of("div", content).with("class", "headline");
    }

    /** Our fastest loop, with the tutorial's history. */
    private static Optional<Measurement> fastestLoop(List<Measurement> measurements) {
        return loops(measurements)
                .filter(loop -> !loop.benchmark().equals(IrisTable.PEER))
                .filter(loop -> !IrisTable.implementation(loop).equals(IrisTable.CONTROL))
                .min(Comparator.comparingDouble(Measurement::median));
    }

    private static Stream<Measurement> loops(List<Measurement> measurements) {
        return IrisTable.measurements(measurements).stream()
                .filter(loop -> loop.param("history").equals("true"));
    }

    private static List<Element> iterations(Measurement loop) {
        double perSecond = 1e9 / loop.median();
        String number =
                perSecond < 1e6
                        ? String.format(Locale.ROOT, "%,.0f", perSecond)
                        : String.format(Locale.ROOT, "%.2f million", perSecond / 1e6);
        return List.of(
                Element.of(
                                "p",
                                Element.of("strong", number),
                                new Text(" training iterations per second"))
                        .with("class", "big"),
                Section.paragraph(
                        "One iteration takes "
                                + Figures.micros(loop.median())
                                + " µs in pure Java: forward, backward and update on the 130"
                                + " training rows of"
                                + " iris, with 4 inputs, 2 hidden and 3 output units, errors and"
                                + " accuracy recorded, on one core"
                                + " (median of "
                                + Numbers.count(loop.forks().size(), "JVM", "JVMs")
                                + ", "
                                + Figures.range(loop)
                                + " µs)."));
    }

    private static List<Element> speedups(List<Measurement> measurements, Measurement loop) {
        List<Element> cards = new ArrayList<>();
        IrisTable.control(measurements, loop)
                .ifPresent(control -> cards.add(speedup(loop, control, "textbook Java")));
        loops(measurements)
                .filter(peer -> peer.benchmark().equals(IrisTable.PEER))
                .forEach(peer -> cards.add(speedup(loop, peer, IrisTable.implementation(peer))));
        return cards;
    }

    private static Element speedup(Measurement ours, Measurement other, String name) {
        boolean overlap = ours.min() <= other.max() && other.min() <= ours.max();
        return card(
                Figures.factor(ours.speedupOver(other)) + " times",
                "as fast as " + name,
                overlap
                        ? "on the iris loop by the medians, but the forks overlap: no significant"
                                + " difference"
                        : "on the iris loop; the ranges of the forks do not overlap");
    }

    private static Optional<Element> products(List<Measurement> measurements) {
        List<Double> ratios = GemmSection.ratios(measurements);
        return ratios.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        card(
                                GemmSection.range(ratios) + " times",
                                "the speed of OpenBLAS",
                                Numbers.count(ratios.size(), "matrix product", "matrix products")
                                        + " on one thread, faster in "
                                        + ratios.stream().filter(ratio -> ratio > 1).count()));
    }

    private static Optional<Element> steps(List<Measurement> measurements) {
        OptionalDouble peak = GemmTable.peak(measurements);
        return Step.of(measurements).stream()
                .filter(step -> step.threads() == 1 && peak.isPresent())
                .max(Comparator.comparingDouble(step -> step.flops() / step.measurement().median()))
                .map(
                        step ->
                                card(
                                        Figures.percent(
                                                step.bound(peak).orElseThrow()
                                                        / step.measurement().median()),
                                        "of the FMA peak",
                                        "in a training step of "
                                                + step.shape()
                                                + " on one thread, "
                                                + Figures.gigaflops(
                                                        step.flops() / step.measurement().median())
                                                + " GFLOP/s"));
    }

    private static Optional<Element> prediction(List<Measurement> measurements) {
        return PredictTable.measurements(measurements).stream()
                .filter(call -> PredictTable.rows(call) == 1)
                .min(Comparator.comparingDouble(Measurement::median))
                .map(
                        call ->
                                card(
                                        Figures.micros(call.median()) + " µs",
                                        "to predict one row",
                                        "by a "
                                                + call.param("network")
                                                + " network, into the caller’s buffer"));
    }

    private static Optional<Element> cold(List<Measurement> measurements) {
        return ColdTable.measurements(measurements).stream()
                .filter(start -> start.params().containsKey("java"))
                .min(Comparator.comparingDouble(Measurement::median))
                .map(
                        start ->
                                card(
                                        ColdTable.millis(start.median()) + " ms",
                                        "from a cold start",
                                        "the whole process with 5000 iterations, java: "
                                                + start.param("java")));
    }

    private static Element card(String figure, String what, String condition) {
        return Element.of(
                "li",
                Element.of("strong", figure),
                Element.of("span", what).with("class", "what"),
                Element.of("span", condition).with("class", "condition"));
    }
}
