package lanewise.benchmarks.report.training;

import lanewise.benchmarks.plot.Thinning;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.html.section.Tables;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.CurveChart;
import lanewise.benchmarks.report.html.svg.CurveChart.Curve;
import lanewise.benchmarks.report.html.svg.CurveChart.Form;
import lanewise.benchmarks.report.html.svg.CurveChart.Guide;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Section on the losses of a training. */
final class LearningSection {
    private static final double HEIGHT = 340;

    /** Losses that differ by a greater factor have a logarithmic axis. */
    private static final double LOGARITHMIC = 20;

    /** With fewer epochs, 0 would take much of the axis. */
    private static final int FEW = 10;

    private static final int MOST_ROWS = 20;

    private final Curves curves;

    private LearningSection(Curves curves) {
        this.curves = curves;
    }

    /** Creates the section; empty if no losses are known. */
    static Optional<Section> of(Curves curves) {
        if (curves.training().length == 0 && curves.validation().length == 0) {
            return Optional.empty();
        }
        LearningSection section = new LearningSection(curves);
        List<Node> content = List.of(section.chart().figure(), Tables.folded(section.table()));
        return Optional.of(new Section("learning", "Learning curves", content));
    }

    private int units() {
        return Math.max(curves.training().length, curves.validation().length);
    }

    private CurveChart chart() {
        List<Curve> drawn = new ArrayList<>();
        add(drawn, "training", Series.VECTOR, curves.training());
        add(drawn, "validation", Series.SPECIALISED, curves.validation());
        Scale y = scale(drawn);
        List<Guide> guides = new ArrayList<>();
        if (curves.best() >= 0) {
            double kept = curves.best() + 1.0;
            String name = "kept: " + curves.unit() + " " + Format.count(curves.best() + 1L);
            guides.add(new Guide(name, kept, y.min(), kept, y.max()));
        }
        int units = units();
        Scale x = Scale.linear(units < FEW ? 1 : 0, Math.max(2, units));
        String caption =
                Format.counted(units, curves.unit(), curves.unit() + "s")
                        + (units > Thinning.MAX_POINTS
                                ? ", of which " + Thinning.MAX_POINTS + " are drawn"
                                : "")
                        + (y.logarithmic() ? "; the axis of losses is logarithmic." : ".");
        return new CurveChart(
                "losses",
                "Loss by " + curves.unit(),
                caption,
                new Axis(curves.unit(), x, LearningSection::whole),
                new Axis(curves.lossName(), y, Format::tick),
                HEIGHT,
                List.of(),
                guides,
                drawn);
    }

    /** Labels of whole numbers only. */
    private static String whole(double tick) {
        return tick == Math.rint(tick) ? Format.tick(tick) : "";
    }

    private static void add(List<Curve> drawn, String name, Series series, float[] losses) {
        if (losses.length > 0) {
            int[] indices = Thinning.indices(losses.length);
            double[] x = Arrays.stream(indices).mapToDouble(k -> k + 1.0).toArray();
            double[] y = Arrays.stream(indices).mapToDouble(k -> losses[k]).toArray();
            Form form = losses.length == 1 ? Form.DOTTED_LINE : Form.LINE;
            drawn.add(new Curve(name, series, form, x, y));
        }
    }

    private static Scale scale(List<Curve> drawn) {
        DoubleSummaryStatistics losses =
                drawn.stream()
                        .flatMapToDouble(curve -> Arrays.stream(curve.y()))
                        .filter(Double::isFinite)
                        .summaryStatistics();
        if (losses.getCount() == 0) {
            return Scale.linear(0, 1);
        }
        return losses.getMin() > 0 && losses.getMax() > LOGARITHMIC * losses.getMin()
                ? Scale.logarithmic(losses.getMin(), losses.getMax())
                : Scale.around(losses.getMin(), losses.getMax());
    }

    private Table table() {
        float[] training = curves.training();
        float[] validation = curves.validation();
        int units = units();
        int[] indices =
                IntStream.concat(
                                Arrays.stream(Thinning.indices(units, MOST_ROWS)),
                                IntStream.of(Math.max(curves.best(), 0)))
                        .sorted()
                        .distinct()
                        .toArray();
        List<String> header = new ArrayList<>(List.of(curves.unit()));
        if (training.length > 0) {
            header.add("training");
        }
        if (validation.length > 0) {
            header.add("validation");
        }
        List<List<String>> rows = new ArrayList<>();
        for (int k : indices) {
            List<String> row = new ArrayList<>();
            row.add(Format.count(k + 1L) + (k == curves.best() ? " (kept)" : ""));
            if (training.length > 0) {
                row.add(Format.number(k < training.length ? training[k] : Double.NaN));
            }
            if (validation.length > 0) {
                row.add(Format.number(k < validation.length ? validation[k] : Double.NaN));
            }
            rows.add(row);
        }
        String title =
                curves.lossName()
                        + ": "
                        + indices.length
                        + " of "
                        + Format.counted(units, curves.unit(), curves.unit() + "s");
        return new Table(title, 0, header, rows);
    }
}
