package lanewise.benchmarks.report.training;

import lanewise.benchmarks.plot.Thinning;
import lanewise.benchmarks.report.html.markup.Element;
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
import lanewise.benchmarks.report.training.Judgement.Numbers;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.RegressionMetrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/** Section on a regression: predicted and true numbers, and residuals. */
final class NumberSection {
    private static final int MOST_CHARTS = 6;
    private static final int MOST_TARGETS = 500;
    private static final int MOST_DOTS = 2000;
    private static final double HEIGHT = 340;
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_NAME = 200;

    private NumberSection() {}

    static Section of(Numbers numbers) {
        int targets = numbers.names().size();
        List<Element> figures = new ArrayList<>();
        for (int k = 0; k < Math.min(targets, MOST_CHARTS); k++) {
            figures.add(chart(numbers, k).figure());
        }
        List<Node> content = new ArrayList<>();
        if (targets > MOST_CHARTS) {
            content.add(
                    Section.paragraph(
                            "The first "
                                    + MOST_CHARTS
                                    + " of "
                                    + Format.count(targets)
                                    + " targets are drawn."));
        }
        content.addAll(
                figures.size() == 1
                        ? figures
                        : List.of(Element.of("div", figures).with("class", "grid")));
        content.add(
                Element.of(
                                "details",
                                Element.of("summary", "Table of the residuals"),
                                Tables.open(residuals(numbers)))
                        .with("open", "open"));
        return new Section("predictions", "Predicted against true", content);
    }

    private static CurveChart chart(Numbers numbers, int k) {
        FeatureMatrix predicted = numbers.outputs().predicted();
        FeatureMatrix targets = numbers.outputs().targets();
        int rows = predicted.samples();
        int[] indices = Thinning.indices(rows, MOST_DOTS);
        double[] x = Arrays.stream(indices).mapToDouble(row -> targets.getDouble(row, k)).toArray();
        double[] y =
                Arrays.stream(indices).mapToDouble(row -> predicted.getDouble(row, k)).toArray();
        DoubleSummaryStatistics range =
                DoubleStream.concat(Arrays.stream(x), Arrays.stream(y))
                        .filter(Double::isFinite)
                        .summaryStatistics();
        Scale scale =
                range.getCount() == 0
                        ? Scale.linear(0, 1)
                        : Scale.around(range.getMin(), range.getMax());
        String caption =
                indices.length < rows
                        ? Format.count(indices.length)
                                + " of "
                                + Format.count(rows)
                                + " test rows, evenly spread. "
                        : Format.counted(rows, "test row", "test rows") + ". ";
        return new CurveChart(
                "predicted-" + k,
                Format.brief(numbers.names().get(k), LONGEST_TITLE),
                caption + "On the line, the prediction is exact; above it, too large.",
                new Axis("true", scale, Format::tick),
                new Axis("predicted", scale, Format::tick),
                HEIGHT,
                List.of(),
                List.of(new Guide("exact", scale.min(), scale.min(), scale.max(), scale.max())),
                List.of(new Curve("test row", Series.VECTOR, Form.DOTS, x, y)));
    }

    private static Table residuals(Numbers numbers) {
        int targets = Math.min(numbers.names().size(), MOST_TARGETS);
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < targets; k++) {
            rows.add(row(numbers, k));
        }
        return new Table(
                "Residuals, predicted minus true, of "
                        + Format.counted(numbers.rows(), "test row", "test rows")
                        + (targets < numbers.names().size()
                                ? "; the first "
                                        + targets
                                        + " of "
                                        + Format.count(numbers.names().size())
                                        + " targets"
                                : ""),
                1,
                List.of(
                        "target",
                        "R²",
                        "RMSE",
                        "MAE",
                        "mean",
                        "smallest",
                        "5 %",
                        "median",
                        "95 %",
                        "largest"),
                rows);
    }

    private static List<String> row(Numbers numbers, int k) {
        double[] predicted = column(numbers.outputs().predicted(), k);
        double[] targets = column(numbers.outputs().targets(), k);
        double[] residuals = new double[predicted.length];
        Arrays.setAll(residuals, row -> predicted[row] - targets[row]);
        boolean finite = Arrays.stream(residuals).allMatch(Double::isFinite);
        RegressionMetrics metrics =
                finite
                        ? RegressionMetrics.of(matrix(predicted), matrix(targets))
                        : new RegressionMetrics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        Arrays.sort(residuals);
        double mean = finite ? Arrays.stream(residuals).average().orElseThrow() : Double.NaN;
        return List.of(
                Format.brief(numbers.names().get(k), LONGEST_NAME),
                Format.number(metrics.r2()),
                Format.number(metrics.rmse()),
                Format.number(metrics.mae()),
                Format.number(mean),
                Format.number(residuals[0]),
                Format.number(quantile(residuals, 0.05)),
                Format.number(quantile(residuals, 0.5)),
                Format.number(quantile(residuals, 0.95)),
                Format.number(residuals[residuals.length - 1]));
    }

    /** Linear between the two nearest residuals, as NumPy's default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static double[] column(FeatureMatrix matrix, int k) {
        double[] column = new double[matrix.samples()];
        Arrays.setAll(column, row -> matrix.getDouble(row, k));
        return column;
    }

    private static FeatureMatrix matrix(double[] column) {
        double[][] rows = new double[column.length][];
        Arrays.setAll(rows, row -> new double[] {column[row]});
        return FeatureMatrix.ofRows(rows);
    }
}
