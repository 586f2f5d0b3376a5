package lanewise.benchmarks.report.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.html.Markup;
import lanewise.benchmarks.report.html.markup.Text;
import lanewise.benchmarks.report.training.Judgement.Classes;
import lanewise.benchmarks.report.training.Judgement.Numbers;
import lanewise.metrics.PermutationImportance;
import lanewise.table.ColumnKind;
import lanewise.table.ColumnSummary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the page shows for all kinds of targets. */
class TrainingPageTest {
    private static final String HOSTILE =
            "<b onload=\"a('b')\">&amp;</b>\u0001\uD800\uFFFE]]> " + "long ".repeat(40);

    private static final List<String> THREE = List.of("setosa", "versicolor", "virginica");

    static List<Judgement> judgements() {
        return List.of(
                SampleReport.classes(40, List.of("no", "yes")),
                SampleReport.classes(90, THREE),
                new Classes(SampleReport.classes(90, THREE).confusion(), Optional.empty()),
                SampleReport.numbers(50, "price"),
                SampleReport.numbers(50, "price", "weight"),
                SampleReport.labels(50, "red", "green", "blue"));
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void isWellFormedAndLoadsNothing(Judgement judgement) throws Exception {
        String page = new SampleReport(judgement).page();
        assertEquals(page, new SampleReport(judgement).page());
        for (String loading :
                List.of("http:", "https:", "//", "src=", "url(", "@import", "<script", "<link")) {
            assertFalse(page.contains(loading), loading);
        }
        assertFalse(page.contains("NaN") || page.contains("Infinity"));
        assertNamesAndLinks(new Markup(page));
    }

    private static void assertNamesAndLinks(Markup markup) {
        Set<String> ids = new HashSet<>();
        markup.all("*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> assertTrue(ids.add(id), "twice: " + id));
        markup.all("a").forEach(a -> assertTrue(ids.contains(a.getAttribute("href").substring(1))));
        List<Element> charts =
                markup.all("svg").stream()
                        .filter(svg -> svg.getAttribute("class").startsWith("chart"))
                        .toList();
        assertTrue(charts.size() >= 2);
        for (Element chart : charts) {
            for (String id : chart.getAttribute("aria-labelledby").split(" ")) {
                assertFalse(markup.withId(id).getTextContent().isBlank(), id);
            }
        }
        for (Element section : markup.all("section")) {
            assertEquals(
                    Markup.in(section, "svg").isEmpty(),
                    Markup.in(section, "details").isEmpty(),
                    "charts with a table in " + section.getAttribute("id"));
        }
    }

    @Test
    void stylesNeedNoEscapes() {
        StringBuilder written = new StringBuilder();
        Text.escape(TrainingStyle.CSS, false, written);
        assertEquals(TrainingStyle.CSS, written.toString());
    }

    @Test
    void showsScoresBesideBaseline() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(90, THREE));
        Markup markup = new Markup(sample.page());
        assertEquals("target of file.csv", markup.all("h1").getFirst().getTextContent());
        assertEquals("0.8750", markup.all("strong").getFirst().getTextContent());
        String text = markup.all("main").getFirst().getTextContent();
        assertTrue(
                text.contains(
                        "Better than the baseline of 0.5000 (answering always the most frequent"
                                + " class)."),
                text);
        assertEquals(
                List.of(
                        List.of("score", "model", "baseline", "model is", "better is"),
                        List.of("accuracy", "0.8750", "0.5000", "better", "larger"),
                        List.of("log loss", "0.3210", "–", "–", "smaller")),
                cells(markup, "scores"));
        assertTrue(markup.withId("settings").getTextContent().contains("learning rate0.01"));
        assertEquals(
                "scripts/train --data file.csv", markup.all("pre").getFirst().getTextContent());
        assertTrue(markup.withId("warnings").getTextContent().contains("column “id” is ignored"));
    }

    @Test
    void saysIfScoreIsNoBetterThanBaseline() throws Exception {
        assertHeadline("Worse than the baseline of 1.000", 2, 1, false);
        assertHeadline("Worse than the baseline of 2.000", 1, 2, true);
        assertHeadline("Better than the baseline of 2.000", 1, 2, false);
        assertHeadline("No better than the baseline of 1.000", 1, 1, true);
        assertHeadline("The score is undefined for these test rows", Double.NaN, 1, true);
        assertHeadline("The score of the baseline is undefined", 1, Double.NaN, true);
    }

    private static void assertHeadline(
            String expected, double value, double baseline, boolean largerIsBetter)
            throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        sample.scores =
                List.of(new Score("score", value, OptionalDouble.of(baseline), largerIsBetter));
        String text = new Markup(sample.page()).all("main").getFirst().getTextContent();
        assertTrue(text.contains(expected), text);
        assertFalse(text.contains("NaN"));
    }

    @Test
    void listsColumnsWithRoles() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        sample.columns =
                List.of(
                        new ColumnSummary(
                                "id", ColumnKind.IGNORED, 1000, 0, "1 to 9999", List.of("an id")),
                        new ColumnSummary("age", ColumnKind.NUMERIC, 60, 3, "1 to 80", List.of()),
                        new ColumnSummary(
                                "target", ColumnKind.CATEGORICAL, 3, 0, "a (5)", List.of()));
        Markup markup = new Markup(sample.page());
        assertEquals(
                List.of(
                        List.of("column", "role", "kind", "values", "notes", "distinct", "missing"),
                        List.of("id", "ignored", "ignored", "1 to 9999", "an id", "≥ 1,000", "0"),
                        List.of("age", "feature", "numeric", "1 to 80", "", "60", "3"),
                        List.of("target", "target", "categorical", "a (5)", "", "3", "0")),
                cells(markup, "columns"));
        String section = markup.withId("columns").getTextContent();
        assertTrue(section.contains("1 target, 1 feature, 1 ignored"), section);
    }

    @Test
    void foldsAndCountsManyColumns() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        sample.columns = SampleReport.columns(999, "column ");
        Element section = new Markup(sample.page()).withId("columns");
        assertEquals(2, Markup.in(section, "table").size());
        assertEquals(500 + 2, Markup.in(section, "tr").size());
        assertTrue(section.getTextContent().contains("500 further columns are not listed."));
    }

    @Test
    void drawsLosses() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        Markup markup = new Markup(sample.page());
        Element section = markup.withId("learning");
        assertEquals(
                List.of("training", "validation", "kept: epoch 3"),
                Markup.in(section, "li").stream().map(Element::getTextContent).toList());
        assertEquals(List.of("3 (kept)", "0.5000", "1.000"), cells(markup, "learning").getLast());
        assertFalse(section.getTextContent().contains("logarithmic"));
    }

    @Test
    void thinsLongLosses() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        float[] losses = new float[100_000];
        for (int k = 0; k < losses.length; k++) {
            losses[k] = 100f / (k + 1);
        }
        losses[0] = Float.NaN;
        sample.curves = new Curves("loss", "iteration", losses, new float[0], 54_321);
        String page = sample.page();
        assertTrue(page.length() < 100_000, page.length() + " characters");
        Element section = new Markup(page).withId("learning");
        String text = section.getTextContent();
        assertTrue(text.contains("100,000 iterations, of which 600 are drawn; the axis of losses"));
        assertTrue(text.contains("54,322 (kept)"), text);
        assertFalse(text.contains("validation"));
        assertEquals(598, paths(section, "curve vector").getFirst().split("L").length - 1);
    }

    @Test
    void drawsLossesThatHaveNoRange() throws Exception {
        for (float[] losses :
                List.of(
                        new float[] {1},
                        new float[] {0, 0},
                        new float[] {Float.NaN, Float.POSITIVE_INFINITY},
                        new float[] {1e-38f, 3e38f},
                        new float[] {5, 5, 5})) {
            SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
            sample.curves = new Curves("loss", "epoch", losses, losses, -1);
            String page = sample.page();
            assertFalse(page.contains("NaN") || page.contains("Infinity"), page);
            new Markup(page);
        }
        SampleReport none = new SampleReport(SampleReport.classes(9, THREE));
        none.curves = new Curves("loss", "epoch", new float[0], new float[0], -1);
        assertFalse(none.page().contains("id=\"learning\""));
    }

    @Test
    void sortsImportance() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        sample.importance = SampleReport.importance(100, "c");
        Markup markup = new Markup(sample.page());
        Element section = markup.withId("importance");
        List<String> names = texts(section, "name");
        assertEquals(30, names.size());
        assertEquals(List.of("c99", "c98"), names.subList(0, 2));
        assertEquals("1.000 ± 0.002500", texts(section, "figure").getFirst());
        assertEquals(60, Markup.in(section, "circle").size());
        assertTrue(
                section.getTextContent()
                        .contains("The 30 most important of 100 columns are drawn."));
        List<List<String>> cells = cells(markup, "importance");
        assertEquals(101, cells.size());
        assertEquals(List.of("c99", "1.000", "0.002500", "0.9975", "1.003"), cells.get(1));
    }

    @Test
    void showsZeroNegativeAndUndefinedImportance() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        PermutationImportance zero =
                new PermutationImportance("zero", 0, 0, List.of(0.0, -0.0, 0.0));
        sample.importance = List.of(zero, zero);
        Element section = new Markup(sample.page()).withId("importance");
        assertTrue(section.getTextContent().contains("No column has any"));
        sample.importance =
                List.of(
                        new PermutationImportance(
                                "undefined", Double.NaN, Double.NaN, List.of(Double.NaN)),
                        new PermutationImportance("bad", -0.5, 0.25, List.of(-0.75, -0.25)),
                        zero);
        String page = sample.page();
        assertFalse(page.contains("NaN"));
        section = new Markup(page).withId("importance");
        assertEquals(List.of("zero", "bad", "undefined"), texts(section, "name"));
        assertEquals(List.of("0 ± 0", "−0.5000 ± 0.2500", "undefined"), texts(section, "figure"));
        assertFalse(sample.page().contains("Computed for"));
        sample.importanceBasis = "100 random test rows";
        assertTrue(sample.page().contains("Computed for 100 random test rows."));
        sample.importance = List.of();
        assertFalse(sample.page().contains("id=\"importance\""));
    }

    @Test
    void showsMistakesWithTheirRows() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        List<List<String>> cells = cells(new Markup(sample.page()), "mistakes");
        assertEquals(
                List.of(
                        "row",
                        "actual",
                        "predicted",
                        "probability of the actual class",
                        "column 0",
                        "column 1",
                        "column 2"),
                cells.getFirst());
        assertEquals(List.of("3", "a", "b", "0.1250", "v1-0", "v1-1", "v1-2"), cells.get(2));
    }

    @Test
    void choosesImportantColumnsOfMistakes() throws Exception {
        SampleReport sample = new SampleReport(SampleReport.classes(9, THREE));
        sample.mistakes = SampleReport.mistakes(30, 100, "c");
        sample.importance = SampleReport.importance(100, "c");
        Markup markup = new Markup(sample.page());
        List<List<String>> cells = cells(markup, "mistakes");
        assertEquals(26, cells.size());
        String row = cells.get(1).getLast();
        assertEquals(40, row.split(" · ").length);
        assertTrue(row.startsWith("c60\u00A0v0-60 · c61\u00A0v0-61"), row);
        String section = markup.withId("mistakes").getTextContent();
        assertTrue(section.contains("25 of 30"), section);
        assertTrue(section.contains("Of 100 columns, the 40 most important are shown."), section);
    }

    @Test
    void escapesText() throws Exception {
        List<String> names = List.of(HOSTILE, HOSTILE + "2", HOSTILE + "3", "");
        for (Judgement judgement :
                List.of(
                        SampleReport.classes(40, names),
                        SampleReport.numbers(40, HOSTILE),
                        SampleReport.labels(40, HOSTILE, HOSTILE))) {
            SampleReport sample = new SampleReport(judgement);
            sample.title = HOSTILE;
            sample.warnings = List.of(HOSTILE);
            sample.columns =
                    List.of(
                            new ColumnSummary(
                                    HOSTILE, ColumnKind.NUMERIC, 3, 0, HOSTILE, List.of(HOSTILE)));
            sample.targets = List.of(HOSTILE);
            sample.importance = SampleReport.importance(3, HOSTILE);
            sample.mistakes = SampleReport.mistakes(3, 3, HOSTILE);
            String page = sample.page();
            // A file holds no half characters.
            assertEquals(
                    page,
                    new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            Markup markup = new Markup(page);
            assertTrue(markup.all("b").isEmpty());
            assertNamesAndLinks(markup);
            String read = HOSTILE.replaceAll("[\u0001\uD800\uFFFE]", "\uFFFD");
            assertEquals(read, cells(markup, "columns").get(1).getFirst());
            assertEquals(read, markup.all("h1").getFirst().getTextContent());
        }
    }

    @Test
    void isSmallForManyRowsAndColumns() {
        String name = "a column with a name of about 40 letters ";
        for (Judgement judgement :
                List.of(
                        SampleReport.classes(
                                100_000, IntStream.range(0, 6).mapToObj(k -> name + k).toList()),
                        SampleReport.numbers(100_000, "a", "b", "c", "d", "e", "f", "g"),
                        SampleReport.labels(100_000, "a", "b", "c"))) {
            SampleReport sample = new SampleReport(judgement);
            float[] losses = new float[100_000];
            for (int k = 0; k < losses.length; k++) {
                losses[k] = (float) Math.sin(k) + 2;
            }
            sample.curves = new Curves("loss", "epoch", losses, losses, 7);
            sample.columns = SampleReport.columns(50, name);
            sample.importance = SampleReport.importance(50, name);
            sample.mistakes = SampleReport.mistakes(25, 50, name);
            int bytes = sample.page().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < 600_000, bytes + " bytes");
        }
    }

    @Test
    void isBoundedForHugeNames() {
        SampleReport sample =
                new SampleReport(
                        SampleReport.classes(
                                1000, IntStream.range(0, 200).mapToObj(k -> k + HOSTILE).toList()));
        sample.columns = SampleReport.columns(1000, HOSTILE);
        sample.importance = SampleReport.importance(1000, HOSTILE);
        sample.mistakes = SampleReport.mistakes(100, 1000, HOSTILE);
        sample.warnings = Collections.nCopies(1000, HOSTILE);
        int bytes = sample.page().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 1_500_000, bytes + " bytes");
    }

    @Test
    void showsSingleTestRow() throws Exception {
        for (Judgement judgement :
                Stream.of(
                                SampleReport.classes(1, List.of("no", "yes")),
                                SampleReport.classes(1, THREE),
                                SampleReport.numbers(1, "price"),
                                SampleReport.labels(1, "red"))
                        .toList()) {
            SampleReport sample = new SampleReport(judgement);
            sample.mistakes = List.of(new Mistake(2, "a", "b", Double.NaN, new LinkedHashMap<>()));
            String page = sample.page();
            assertFalse(page.contains("NaN") || page.contains("Infinity"), page);
            assertNamesAndLinks(new Markup(page));
        }
    }

    @Test
    void showsConstantPredictions() throws Exception {
        Numbers numbers = SampleReport.numbers(20, "price");
        for (int row = 0; row < 20; row++) {
            numbers.outputs().predicted().set(row, 0, 7);
            numbers.outputs().targets().set(row, 0, 7);
        }
        String page = new SampleReport(numbers).page();
        assertFalse(page.contains("NaN"));
        assertEquals("1.000", cells(new Markup(page), "predictions").get(1).get(1));
    }

    /** The cells of the first table of a section, the header first. */
    static List<List<String>> cells(Markup markup, String section) {
        return Markup.cells(Markup.in(markup.withId(section), "table").getFirst());
    }

    /** The outlines of the drawn paths of a class; those of legends are left out. */
    static List<String> paths(Element element, String style) {
        return Markup.in(element, "path").stream()
                .filter(path -> path.getAttribute("class").equals(style))
                .filter(path -> !path.getAttribute("d").startsWith("M0 5H"))
                .filter(path -> !path.getAttribute("d").startsWith("M14 5h"))
                .map(path -> path.getAttribute("d"))
                .toList();
    }

    private static List<String> texts(Element element, String style) {
        return Markup.in(element, "text").stream()
                .filter(text -> text.getAttribute("class").split(" ")[0].equals(style))
                .map(Element::getTextContent)
                .toList();
    }
}
