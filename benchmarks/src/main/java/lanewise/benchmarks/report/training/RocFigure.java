package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.CurveChart;
import lanewise.benchmarks.report.html.svg.CurveChart.Curve;
import lanewise.benchmarks.report.html.svg.CurveChart.Form;
import lanewise.benchmarks.report.html.svg.CurveChart.Guide;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.metrics.RocCurve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The ROC curves of classes or labels. */
final class RocFigure {
    /** Of more classes or labels no curves are computed, as each takes a sort of all rows. */
    static final int MOST_COMPUTED = 50;

    private static final double HEIGHT = 320;
    private static final int LONGEST_NAME = 40;

    /** Points closer than this look like one. */
    private static final double STEP = 0.005;

    private RocFigure() {}

    /**
     * The curve of a class or label.
     *
     * @param name the class or label
     * @param curve its curve
     */
    record Roc(String name, RocCurve curve) {}

    /** The curves of the classes with the most rows; of two classes, that of the second. */
    static List<Roc> ofClasses(Judgement.Outputs outputs, List<String> names, int[] rows) {
        if (names.size() == 2) {
            int column = outputs.predicted().features() - 1;
            return List.of(roc(outputs, column, names.get(1)));
        }
        return IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer k) -> rows[k]).reversed())
                .limit(MOST_COMPUTED)
                .sorted()
                .map(k -> roc(outputs, k, names.get(k)))
                .toList();
    }

    /** The curves of the first labels. */
    static List<Roc> ofLabels(Judgement.Outputs outputs, List<String> names) {
        return IntStream.range(0, Math.min(names.size(), MOST_COMPUTED))
                .mapToObj(k -> roc(outputs, k, names.get(k)))
                .toList();
    }

    private static Roc roc(Judgement.Outputs outputs, int column, String name) {
        return new Roc(name, RocCurve.of(outputs.predicted(), outputs.targets(), column));
    }

    /**
     * Draws the curves with the smallest areas.
     *
     * @param rocs curves, some of which may be undefined
     * @param what {@code class} or {@code label}
     * @param all number of classes or labels
     */
    static Element of(List<Roc> rocs, String what, int all) {
        List<Roc> defined = rocs.stream().filter(roc -> !Double.isNaN(roc.curve().area())).toList();
        List<Roc> worst =
                defined.stream()
                        .sorted(Comparator.comparingDouble(roc -> roc.curve().area()))
                        .limit(Series.DISTINCT.size())
                        .toList();
        List<Roc> drawn = defined.stream().filter(worst::contains).toList();
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < drawn.size(); k++) {
            curves.add(curve(drawn.get(k), Series.DISTINCT.get(k)));
        }
        Axis x = new Axis("false positive rate", Scale.linear(0, 1), Format::tick);
        Axis y = new Axis("true positive rate", Scale.linear(0, 1), Format::tick);
        return new CurveChart(
                        "roc",
                        "ROC curves",
                        caption(drawn.size(), defined.size(), what, all),
                        x,
                        y,
                        HEIGHT,
                        List.of(),
                        List.of(new Guide("random answers, AUC 0.5", 0, 0, 1, 1)),
                        curves)
                .figure();
    }

    private static String caption(int drawn, int defined, String what, int all) {
        String plural = what.equals("class") ? "classes" : what + "s";
        if (drawn == 0) {
            return "Undefined: no " + what + " has both rows with it and rows without it.";
        }
        StringBuilder caption = new StringBuilder();
        if (all == 2 && what.equals("class")) {
            caption.append("The second class against the first.");
        } else {
            caption.append("Rows of each ").append(what).append(" against all other rows.");
        }
        caption.append(" The further towards the upper left, the better.");
        if (drawn < defined) {
            caption.append(" Drawn are the ")
                    .append(drawn)
                    .append(' ')
                    .append(plural)
                    .append(" with the smallest areas under the curve (AUC).");
        }
        if (all > MOST_COMPUTED) {
            caption.append(" Of ")
                    .append(Format.count(all))
                    .append(' ')
                    .append(plural)
                    .append(", ")
                    .append(MOST_COMPUTED)
                    .append(" were compared.");
        }
        return caption.toString();
    }

    private static Curve curve(Roc roc, Series series) {
        List<RocCurve.Point> points = roc.curve().points();
        List<RocCurve.Point> kept = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < points.size(); k++) {
            RocCurve.Point point = points.get(k);
            // Both rates only rise.
            double along = point.falsePositiveRate() + point.truePositiveRate();
            if (along >= last + STEP || k == points.size() - 1) {
                kept.add(point);
                last = along;
            }
        }
        String name =
                Format.brief(roc.name(), LONGEST_NAME)
                        + ", AUC "
                        + Format.share(roc.curve().area());
        return new Curve(
                name,
                series,
                Form.LINE,
                kept.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
                kept.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
    }
}
