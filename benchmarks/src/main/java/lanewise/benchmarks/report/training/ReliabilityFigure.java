package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.CurveChart;
import lanewise.benchmarks.report.html.svg.CurveChart.Bar;
import lanewise.benchmarks.report.html.svg.CurveChart.Curve;
import lanewise.benchmarks.report.html.svg.CurveChart.Form;
import lanewise.benchmarks.report.html.svg.CurveChart.Guide;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.table.Table;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ReliabilityCurve;
import lanewise.metrics.ReliabilityCurve.Bin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often something happens that was predicted with a probability.
 *
 * @param probability of what
 * @param observed the share that is compared with it
 * @param cases what is counted, such as {@code rows}
 * @param curve the bins
 */
record ReliabilityFigure(
        String probability, String observed, String cases, ReliabilityCurve curve) {
    private static final int BINS = 10;
    private static final double HEIGHT = 320;
    private static final int LONGEST_NAME = 30;

    /** Limits the memory for labels. */
    private static final int MOST_PAIRS = 10_000_000;

    /** Of two classes, the second. */
    static ReliabilityFigure ofSecondClass(Judgement.Outputs outputs, String name) {
        int column = outputs.predicted().features() - 1;
        String brief = Format.brief(name, LONGEST_NAME);
        return new ReliabilityFigure(
                "predicted probability of " + brief,
                "share of rows that are " + brief,
                "rows",
                ReliabilityCurve.of(outputs.predicted(), outputs.targets(), column, BINS));
    }

    /** Of many classes, the predicted one. */
    static ReliabilityFigure ofPredictedClass(Judgement.Outputs outputs) {
        FeatureMatrix all = outputs.predicted();
        FeatureMatrix largest = new FeatureMatrix(all.samples(), 1);
        FeatureMatrix hits = new FeatureMatrix(all.samples(), 1);
        for (int row = 0; row < all.samples(); row++) {
            int predicted = 0;
            for (int k = 1; k < all.features(); k++) {
                if (all.get(row, k) > all.get(row, predicted)) {
                    predicted = k;
                }
            }
            largest.set(row, 0, all.get(row, predicted));
            hits.set(row, 0, outputs.targets().get(row, predicted));
        }
        return new ReliabilityFigure(
                "probability of the predicted class",
                "share of correct rows",
                "rows",
                ReliabilityCurve.of(largest, hits, 0, BINS));
    }

    /** All labels together. */
    static ReliabilityFigure ofLabels(Judgement.Outputs outputs) {
        FeatureMatrix all = outputs.predicted();
        int labels = Math.clamp(MOST_PAIRS / all.samples(), 1, all.features());
        FeatureMatrix predicted = new FeatureMatrix(all.samples() * labels, 1);
        FeatureMatrix targets = new FeatureMatrix(all.samples() * labels, 1);
        for (int k = 0; k < labels; k++) {
            for (int row = 0; row < all.samples(); row++) {
                predicted.set(k * all.samples() + row, 0, all.get(row, k));
                targets.set(k * all.samples() + row, 0, outputs.targets().get(row, k));
            }
        }
        return new ReliabilityFigure(
                "predicted probability of a label",
                "share of rows that have it",
                labels == all.features()
                        ? "pairs of a row and a label"
                        : "pairs of a row and one of the first " + labels + " labels",
                ReliabilityCurve.of(predicted, targets, 0, BINS));
    }

    Element figure() {
        List<Bin> bins = curve.bins();
        int most = bins.stream().mapToInt(Bin::rows).max().orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (Bin bin : bins) {
            double from = (double) index(bin) / BINS;
            double share = (double) bin.rows() / most;
            bars.add(
                    new Bar(
                            from + 0.004,
                            from + 1.0 / BINS - 0.004,
                            share,
                            Format.shortCount(bin.rows())));
        }
        Curve line =
                new Curve(
                        "this model",
                        Series.VECTOR,
                        Form.DOTTED_LINE,
                        bins.stream().mapToDouble(Bin::meanPredicted).toArray(),
                        bins.stream().mapToDouble(Bin::observed).toArray());
        String caption =
                "Above the diagonal, probabilities are too small; below it, too large. Bars count"
                        + " the "
                        + cases
                        + " of each bin. Expected calibration error "
                        + Format.share(curve.expectedCalibrationError())
                        + ".";
        return new CurveChart(
                        "reliability",
                        "Reliability of probabilities",
                        caption,
                        new Axis(probability, Scale.linear(0, 1), Format::tick),
                        new Axis(observed, Scale.linear(0, 1), Format::tick),
                        HEIGHT,
                        bars,
                        List.of(new Guide("perfectly calibrated", 0, 0, 1, 1)),
                        List.of(line))
                .figure();
    }

    /** Bins are closed above; the first one includes 0. */
    private static int index(Bin bin) {
        return (int) Math.clamp(Math.ceil(bin.meanPredicted() * BINS) - 1, 0, BINS - 1);
    }

    Table table() {
        return new Table(
                "Bins of the reliability curve, by the " + probability,
                1,
                List.of("bin", cases, "mean probability", observed),
                curve.bins().stream()
                        .map(
                                bin ->
                                        List.of(
                                                String.format(
                                                        Locale.ROOT,
                                                        "%.1f to %.1f",
                                                        (double) index(bin) / BINS,
                                                        (index(bin) + 1.0) / BINS),
                                                Format.count(bin.rows()),
                                                Format.share(bin.meanPredicted()),
                                                Format.share(bin.observed())))
                        .toList());
    }
}
