package lanewise.benchmarks.report.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.html.Markup;
import lanewise.benchmarks.report.training.Judgement.Classes;
import lanewise.benchmarks.report.training.Judgement.Labels;
import lanewise.benchmarks.report.training.Judgement.Numbers;
import lanewise.benchmarks.report.training.Judgement.Outputs;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.LabelMetrics;
import lanewise.metrics.RegressionMetrics;
import lanewise.metrics.ReliabilityCurve;
import lanewise.metrics.RocCurve;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The figures of predictions beside the engine's metrics. */
class JudgementTest {
    private static final List<String> THREE = List.of("setosa", "versicolor", "virginica");

    @Test
    void confusionShowsCountsAndMetricsOfClasses() throws Exception {
        Classes classes = SampleReport.classes(91, THREE);
        Markup markup = page(classes);
        List<List<List<String>>> tables =
                Markup.in(markup.withId("confusion"), "table").stream().map(Markup::cells).toList();
        ConfusionMatrix confusion = classes.confusion();
        for (int k = 0; k < 3; k++) {
            List<String> row = tables.get(0).get(k + 1);
            assertEquals(THREE.get(k), row.getFirst());
            int rows = 0;
            for (int l = 0; l < 3; l++) {
                assertEquals(String.valueOf(confusion.count(k, l)), row.get(l + 1));
                rows += confusion.count(k, l);
            }
            assertEquals(
                    List.of(
                            THREE.get(k),
                            String.valueOf(rows),
                            share(confusion.precision(k)),
                            share(confusion.recall(k)),
                            share(confusion.f1(k)),
                            share(roc(classes.probabilities().orElseThrow(), k))),
                    tables.get(1).get(k + 1));
        }
    }

    @Test
    void shadesConfusionByShareOfActualClass() throws Exception {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(new int[][] {{100, 0, 0}, {1, 24, 75}, {0, 0, 0}}, THREE);
        Markup markup = page(new Classes(confusion, Optional.empty()));
        Element matrix = Markup.in(markup.withId("confusion"), "table").getFirst();
        assertEquals(
                List.of(
                        "hit s9", "none", "none", "miss s1", "hit s4", "miss s8", "none", "none",
                        "hit"),
                Markup.in(matrix, "td").stream().map(cell -> cell.getAttribute("class")).toList());
        List<List<String>> perClass =
                Markup.cells(Markup.in(markup.withId("confusion"), "table").get(1));
        assertEquals(List.of("virginica", "0", "0.000", "–", "0.000"), perClass.get(3));
    }

    @Test
    void listsConfusionsOfManyClasses() throws Exception {
        List<String> names = IntStream.range(0, 60).mapToObj(k -> "class " + k).toList();
        Markup markup = page(SampleReport.classes(6000, names));
        Element section = markup.withId("confusion");
        assertTrue(section.getTextContent().contains("A matrix of 60 classes would be unreadable"));
        List<List<String>> pairs = Markup.cells(Markup.in(section, "table").getFirst());
        assertEquals(26, pairs.size());
        int[] rows =
                pairs.stream().skip(1).mapToInt(pair -> Integer.parseInt(pair.get(2))).toArray();
        assertEquals(
                Arrays.stream(rows).boxed().sorted((a, b) -> b - a).toList(),
                Arrays.stream(rows).boxed().toList());
        String roc = markup.withId("roc").getTextContent();
        assertTrue(roc.contains("Drawn are the 6 classes with the smallest areas"), roc);
        assertTrue(roc.contains("Of 60 classes, 50 were compared."), roc);
        assertEquals(7, Markup.in(markup.withId("roc"), "li").size());
    }

    @Test
    void drawsSecondOfTwoClasses() throws Exception {
        Classes classes = SampleReport.classes(400, List.of("no", "yes"));
        Outputs outputs = classes.probabilities().orElseThrow();
        Markup markup = page(classes);
        assertEquals(
                List.of("yes, AUC " + share(roc(outputs, 1)), "random answers, AUC 0.5"),
                legend(markup, "roc"));
        assertBins(markup, ReliabilityCurve.of(outputs.predicted(), outputs.targets(), 1, 10));
        // The same from a single output.
        FeatureMatrix single = new FeatureMatrix(400, 1);
        for (int row = 0; row < 400; row++) {
            single.set(row, 0, outputs.predicted().get(row, 1));
        }
        Classes ofSingle =
                new Classes(
                        classes.confusion(), Optional.of(new Outputs(single, outputs.targets())));
        assertEquals(new SampleReport(classes).page(), new SampleReport(ofSingle).page());
    }

    @Test
    void drawsReliabilityOfPredictedClass() throws Exception {
        Classes classes = SampleReport.classes(500, THREE);
        Outputs outputs = classes.probabilities().orElseThrow();
        FeatureMatrix largest = new FeatureMatrix(500, 1);
        FeatureMatrix hits = new FeatureMatrix(500, 1);
        for (int row = 0; row < 500; row++) {
            for (int k = 0; k < 3; k++) {
                float p = outputs.predicted().get(row, k);
                if (p > largest.get(row, 0)) {
                    largest.set(row, 0, p);
                    hits.set(row, 0, outputs.targets().get(row, k));
                }
            }
        }
        Markup markup = page(classes);
        assertBins(markup, ReliabilityCurve.of(largest, hits, 0, 10));
        assertEquals(4, legend(markup, "roc").size());
    }

    private static void assertBins(Markup markup, ReliabilityCurve curve) {
        List<List<String>> bins = TrainingPageTest.cells(markup, "probabilities");
        assertEquals(curve.bins().size() + 1, bins.size());
        for (int k = 0; k < curve.bins().size(); k++) {
            ReliabilityCurve.Bin bin = curve.bins().get(k);
            List<String> row = bins.get(k + 1);
            assertEquals(
                    List.of(
                            String.valueOf(bin.rows()),
                            share(bin.meanPredicted()),
                            share(bin.observed())),
                    row.subList(1, 4));
            String[] edges = row.getFirst().split(" to ");
            assertTrue(Double.parseDouble(edges[0]) <= bin.meanPredicted());
            assertTrue(Double.parseDouble(edges[1]) >= bin.meanPredicted());
        }
        Element chart = markup.withId("reliability");
        long bars =
                Markup.in(chart, "rect").stream()
                        .filter(rect -> rect.getAttribute("class").equals("count"))
                        .count();
        assertEquals(curve.bins().size(), bars);
        assertTrue(
                chart.getTextContent().contains(share(curve.expectedCalibrationError())),
                chart.getTextContent());
    }

    @Test
    void omitsProbabilitiesOfOtherOutputs() throws Exception {
        Classes classes = SampleReport.classes(90, THREE);
        String page = new SampleReport(new Classes(classes.confusion(), Optional.empty())).page();
        assertFalse(page.contains("ROC") || page.contains("id=\"probabilities\""));
    }

    @Test
    void classesWithoutRowsHaveNoCurve() throws Exception {
        FeatureMatrix predicted = new FeatureMatrix(2, 3);
        FeatureMatrix targets = new FeatureMatrix(2, 3);
        for (int row = 0; row < 2; row++) {
            predicted.set(row, row, 1);
            targets.set(row, 0, 1);
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(new int[2], new int[] {0, 1}, THREE);
        Markup markup = page(new Classes(confusion, Optional.of(new Outputs(predicted, targets))));
        assertTrue(markup.withId("roc").getTextContent().contains("Undefined"));
        List<List<String>> perClass =
                Markup.cells(Markup.in(markup.withId("confusion"), "table").get(1));
        assertEquals(List.of("virginica", "0", "–", "–", "–", "–"), perClass.get(3));
        assertEquals("–", perClass.get(1).getLast());
    }

    @Test
    void thinsCurvesAndDots() throws Exception {
        Markup classes = page(SampleReport.classes(50_000, List.of("no", "yes")));
        String roc = TrainingPageTest.paths(classes.withId("roc"), "curve vector").getFirst();
        assertTrue(roc.length() < 5000, roc.length() + " characters");
        assertTrue(roc.startsWith("M0 320L") && roc.endsWith("L1000 0"), roc);
        Markup numbers = page(SampleReport.numbers(50_000, "price"));
        Element chart = numbers.withId("predicted-0");
        assertTrue(
                chart.getTextContent().contains("2,000 of 50,000 test rows"),
                chart.getTextContent());
        assertEquals(
                2000,
                TrainingPageTest.paths(chart, "dots vector").stream()
                        .mapToInt(path -> path.split("h0", -1).length - 1)
                        .sum());
    }

    @Test
    void showsResiduals() throws Exception {
        Numbers numbers = SampleReport.numbers(101, "price");
        Outputs outputs = numbers.outputs();
        RegressionMetrics metrics = RegressionMetrics.of(outputs.predicted(), outputs.targets());
        double[] residuals = new double[101];
        Arrays.setAll(
                residuals,
                row -> outputs.predicted().getDouble(row, 0) - outputs.targets().getDouble(row, 0));
        Arrays.sort(residuals);
        assertEquals(
                List.of(
                        "price",
                        Format.number(metrics.r2()),
                        Format.number(metrics.rmse()),
                        Format.number(metrics.mae()),
                        Format.number(Arrays.stream(residuals).average().orElseThrow()),
                        Format.number(residuals[0]),
                        Format.number(residuals[5]),
                        Format.number(residuals[50]),
                        Format.number(residuals[95]),
                        Format.number(residuals[100])),
                TrainingPageTest.cells(page(numbers), "predictions").get(1));
    }

    @Test
    void drawsFirstOfManyTargets() throws Exception {
        String[] names = IntStream.range(0, 10).mapToObj(k -> "t" + k).toArray(String[]::new);
        Markup markup = page(SampleReport.numbers(20, names));
        Element section = markup.withId("predictions");
        assertEquals(6, Markup.in(section, "figure").size());
        assertTrue(section.getTextContent().contains("The first 6 of 10 targets are drawn."));
        assertEquals(11, TrainingPageTest.cells(markup, "predictions").size());
    }

    @Test
    void showsMetricsOfLabels() throws Exception {
        Labels labels = SampleReport.labels(200, "red", "green");
        Outputs outputs = labels.outputs();
        LabelMetrics metrics = LabelMetrics.of(outputs.predicted(), outputs.targets());
        Markup markup = page(labels);
        List<List<String>> rows = TrainingPageTest.cells(markup, "labels");
        for (int k = 0; k < 2; k++) {
            LabelMetrics.Label label = metrics.labels().get(k);
            assertEquals(
                    List.of(
                            labels.names().get(k),
                            String.valueOf(label.support()),
                            share(label.accuracy()),
                            share(label.precision()),
                            share(label.recall()),
                            share(label.f1()),
                            share(label.rocAuc()),
                            share(label.averagePrecision()),
                            share(label.brier())),
                    rows.get(k + 1));
        }
        assertEquals(3, legend(markup, "roc").size());
        int pairs =
                TrainingPageTest.cells(markup, "probabilities").stream()
                        .skip(1)
                        .mapToInt(bin -> Integer.parseInt(bin.get(1)))
                        .sum();
        assertEquals(400, pairs);
    }

    @Test
    void rejectsSizesThatDoNotMatch() {
        Outputs three = SampleReport.classes(9, THREE).probabilities().orElseThrow();
        Outputs two = SampleReport.classes(9, List.of("no", "yes")).probabilities().orElseThrow();
        assertThrows(
                IllegalArgumentException.class,
                () -> new Outputs(three.predicted(), two.targets()));
        ConfusionMatrix confusion = SampleReport.classes(8, THREE).confusion();
        assertThrows(
                IllegalArgumentException.class, () -> new Classes(confusion, Optional.of(three)));
        assertThrows(
                IllegalArgumentException.class, () -> new Numbers(List.of("one", "two"), three));
        assertThrows(IllegalArgumentException.class, () -> new Labels(List.of("one"), three));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Curves("loss", "epoch", new float[2], new float[0], 2));
    }

    private static Markup page(Judgement judgement) throws Exception {
        return new Markup(new SampleReport(judgement).page());
    }

    private static List<String> legend(Markup markup, String chart) {
        return Markup.in(markup.withId(chart), "li").stream().map(Element::getTextContent).toList();
    }

    private static double roc(Outputs outputs, int column) {
        return RocCurve.of(outputs.predicted(), outputs.targets(), column).area();
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
