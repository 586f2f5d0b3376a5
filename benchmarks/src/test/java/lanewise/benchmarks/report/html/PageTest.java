package lanewise.benchmarks.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.result.Machine;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.ResultFile;
import lanewise.benchmarks.report.table.ColdTable;
import lanewise.benchmarks.report.table.GemmTable;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.RecordingTable;
import lanewise.benchmarks.report.table.StepTable;
import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.workload.InferencePeer;
import lanewise.benchmarks.workload.Peer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of the newest result file. */
class PageTest {
    private ResultFile results;
    private String page;
    private Markup markup;

    @BeforeEach
    void makePage() throws Exception {
        results = Newest.results();
        page = Page.of(results);
        markup = new Markup(page);
    }

    @Test
    void loadsNothing() {
        for (String loading :
                List.of("http:", "https:", "//", "src=", "url(", "@import", "<script", "<link")) {
            assertFalse(page.contains(loading), loading);
        }
        markup.all("a").forEach(a -> assertTrue(a.getAttribute("href").startsWith("#")));
        assertTrue(page.getBytes(StandardCharsets.UTF_8).length < 1_000_000);
    }

    @Test
    void isDeterministic() throws Exception {
        assertEquals(page, Page.of(Newest.results()));
    }

    @Test
    void listsForksOfEveryBenchmark() {
        List<List<String>> rows =
                Markup.cells(Markup.in(markup.withId("forks"), "table").getFirst());
        assertEquals(results.measurements().size() + 1, rows.size());
        for (int k = 0; k < results.measurements().size(); k++) {
            Measurement measurement = results.measurements().get(k);
            List<String> row = rows.get(k + 1);
            assertEquals(measurement.benchmark(), row.get(0));
            for (Map.Entry<String, String> param : measurement.params().entrySet()) {
                assertTrue(
                        row.get(1).contains(param.getKey() + " " + param.getValue()), row.get(1));
            }
            assertEquals(measurement.forks().size(), row.get(5).split(" {2}").length, row.get(5));
        }
        long forks = results.measurements().stream().mapToInt(m -> m.forks().size()).sum();
        long dots =
                Markup.in(markup.withId("forks"), "circle").stream()
                        .filter(dot -> dot.getAttribute("class").startsWith("fork"))
                        .count();
        assertEquals(forks, dots);
    }

    @Test
    void showsTablesOfTheTextReport() {
        List<List<List<String>>> shown = markup.all("table").stream().map(Markup::cells).toList();
        List<Table> tables = Report.tables(results.measurements());
        assertFalse(tables.isEmpty());
        for (Table table : tables) {
            List<List<String>> cells =
                    Stream.concat(Stream.of(table.header()), table.rows().stream()).toList();
            assertTrue(shown.contains(cells), table.toString());
        }
    }

    @Test
    void chartsShowFiguresOfTables() {
        for (List<String> row : IrisTable.of(results.measurements()).orElseThrow().rows()) {
            String chart = row.get(1).equals("yes") ? "iris-recorded" : "iris-bare";
            String times =
                    row.get(0).equals("textbook")
                            ? ""
                            : " · " + row.get(4).replace("×", " times textbook");
            assertFigure(chart, row.get(0), row.get(5) + times);
        }
        for (List<String> row : GemmTable.of(results.measurements()).orElseThrow().rows()) {
            String times = " · " + row.get(4).replace("×", " times OpenBLAS");
            assertFigure("gemm", row.get(0) + " " + row.get(1), row.get(2) + times);
        }
        for (List<String> row : ColdTable.of(results.measurements()).orElseThrow().rows()) {
            assertFigure("cold-start", row.get(0), row.get(1) + " ms");
        }
        for (List<String> row : StepTable.of(results.measurements()).orElseThrow().rows()) {
            String threads =
                    row.get(2).equals("1")
                            ? ""
                            : ", " + row.get(2).replaceFirst("\\d+", "$0 threads");
            assertFigure("bound", row.get(0) + ", " + row.get(1) + threads, row.get(8));
        }
    }

    /** Requires a name in a chart, with a figure beside it. */
    private void assertFigure(String chart, String name, String figure) {
        List<String> texts =
                Markup.in(markup.withId(chart), "text").stream()
                        .map(Element::getTextContent)
                        .toList();
        int place = texts.indexOf(name);
        assertTrue(place >= 0, name + " in " + texts);
        assertEquals(figure, texts.get(place + 1), name);
    }

    @Test
    void headlineShowsFastestLoop() {
        List<String> fastest =
                IrisTable.of(results.measurements()).orElseThrow().rows().stream()
                        .filter(row -> row.get(0).equals("specialised") && row.get(1).equals("yes"))
                        .findFirst()
                        .orElseThrow();
        String first = markup.all("strong").getFirst().getTextContent();
        String digits = fastest.get(5).replace(",", "");
        assertEquals(
                Math.round(Double.parseDouble(digits) / 1e4) / 100.0,
                Double.parseDouble(first.replace(" million", "")));
        assertEquals(
                fastest.get(4).replace("×", " times"),
                markup.all("strong").get(1).getTextContent());
    }

    @Test
    void chartsHaveNameAndDescription() {
        Set<String> ids = new HashSet<>();
        markup.all("*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> assertTrue(ids.add(id), "twice: " + id));
        List<Element> charts =
                markup.all("svg").stream()
                        .filter(svg -> svg.getAttribute("class").startsWith("chart"))
                        .toList();
        assertFalse(charts.isEmpty());
        for (Element chart : charts) {
            assertEquals("img", chart.getAttribute("role"));
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
        markup.all("a").forEach(a -> assertTrue(ids.contains(a.getAttribute("href").substring(1))));
    }

    @Test
    void showsMachineAndReproduction() {
        String machine = markup.withId("machine").getTextContent();
        Machine here = results.machine();
        for (String fact :
                List.of(here.cpu(), here.os(), here.jdk(), here.kernels(), here.commit())) {
            assertTrue(machine.contains(fact), fact);
        }
        here.flags().forEach(flag -> assertTrue(machine.contains(flag), flag));
        assertTrue(machine.contains(results.time()), machine);
        String again = markup.withId("reproduce").getTextContent();
        assertTrue(again.contains("git checkout " + here.commit() + "\nscripts/bench\n"), again);
        assertTrue(again.contains("scripts/report …/" + results.name()), again);
    }

    @Test
    void escapesText() throws Exception {
        String hostile = "<b onload=\"a('b')\">&amp;</b>\u0001";
        Machine machine =
                new Machine(
                        hostile,
                        1,
                        hostile,
                        hostile,
                        hostile,
                        List.of(hostile),
                        hostile,
                        hostile,
                        List.of(hostile));
        Measurement measurement =
                new Measurement(hostile, Map.of(hostile, hostile), List.of(1000.0));
        Markup parsed = new Markup(Page.of(file(hostile, machine, List.of(measurement))));
        assertTrue(parsed.all("b").isEmpty());
        String read = hostile.replace('\u0001', '\uFFFD');
        assertTrue(parsed.withId("machine").getTextContent().contains(read));
        assertEquals(
                List.of(read, read + " " + read),
                Markup.cells(parsed.all("table").getFirst()).get(1).subList(0, 2));
    }

    @Test
    void omitsMissingMeasurements() throws Exception {
        for (String benchmark :
                results.measurements().stream()
                        .map(Measurement::benchmark)
                        .collect(Collectors.toSet())) {
            List<Measurement> others =
                    results.measurements().stream()
                            .filter(measurement -> !measurement.benchmark().equals(benchmark))
                            .toList();
            List<Measurement> alone =
                    results.measurements().stream()
                            .filter(measurement -> measurement.benchmark().equals(benchmark))
                            .toList();
            for (List<Measurement> some : List.of(others, alone)) {
                Markup parsed = new Markup(Page.of(file(results.name(), results.machine(), some)));
                String text = parsed.all("body").getFirst().getTextContent();
                assertFalse(text.contains("NaN") || text.contains("Infinity"), benchmark);
                assertEquals(
                        some.stream().anyMatch(m -> m.benchmark().equals(IrisTable.PEER)),
                        text.contains("C, gcc"),
                        benchmark);
            }
        }
    }

    @Test
    void showsSingleKernelsInTableAndRoofline() throws Exception {
        List<Measurement> kernels =
                List.of(
                        new Measurement("FmaPeak.chains", Map.of(), List.of(0.01)),
                        kernel("scalar", 524288),
                        kernel("vector", 8192));
        ResultFile run = file("kernels.json", results.machine(), kernels);
        markup = new Markup(Page.of(run));
        assertFigure("kernel", "forward 64-32 x 128", "8.192 µs · 64.0 times as fast");
        // 2 · 64 · 32 · 128 operations; 64 · 32 + 96 · 128 floats of 4 bytes.
        assertEquals(
                List.of("forward 64-32 x 128", "vector", "9.1", "64.00", "64 %"),
                Markup.cells(Markup.in(markup.withId("peak"), "table").getFirst()).get(1));
    }

    @Test
    void showsCostOfRecordingAsTable() throws Exception {
        List<Measurement> cost =
                List.of(
                        new Measurement(
                                "RecordingControl.train",
                                Map.of("workload", "iris"),
                                List.of(400.0)),
                        new Measurement(
                                "RecordingCost.train",
                                Map.of("workload", "iris", "recording", "on"),
                                List.of(500.0)));
        Markup parsed = new Markup(Page.of(file("cost.json", results.machine(), cost)));
        List<List<String>> rows =
                Markup.cells(Markup.in(parsed.withId("recording"), "table").getFirst());
        assertEquals(RecordingTable.of(cost).orElseThrow().rows(), rows.subList(1, rows.size()));
    }

    @Test
    void drawsMeasuredBandwidthsAsRoofs() throws Exception {
        Markup parsed = new Markup(Page.of(Newest.withBandwidths()));
        Element chart = parsed.withId("roofline");
        List<String> names =
                Markup.in(chart, "text").stream()
                        .filter(text -> text.getAttribute("class").equals("label guide"))
                        .map(Element::getTextContent)
                        .toList();
        assertEquals(
                List.of("L1 206 GB/s", "L2 112 GB/s", "L3 62 GB/s", "memory 16 GB/s", "peak"),
                names);
        List<Element> roofs = guides(chart);
        assertEquals(names.size(), roofs.size());
        String peak = roofs.getLast().getAttribute("y1");
        for (Element slope : roofs.subList(0, 4)) {
            assertEquals(peak, slope.getAttribute("y2"), "slopes end at the peak");
            assertEquals(roofs.getFirst().getAttribute("x1"), slope.getAttribute("x1"));
        }
        assertEquals(
                roofs.getFirst().getAttribute("x2"),
                roofs.getLast().getAttribute("x1"),
                "from L1, the first to reach the peak");
        assertFalse(chart.getTextContent().contains("was not measured"));
    }

    @Test
    void drawsFlatRoofWithoutBandwidths() throws Exception {
        List<Measurement> some =
                results.measurements().stream()
                        .filter(m -> !m.benchmark().startsWith("MemoryBandwidth."))
                        .toList();
        Element chart =
                new Markup(Page.of(file(results.name(), results.machine(), some)))
                        .withId("roofline");
        assertTrue(chart.getTextContent().contains("was not measured"));
        assertEquals(3, guides(chart).size());
        guides(chart).forEach(g -> assertEquals(g.getAttribute("y1"), g.getAttribute("y2")));
    }

    /**
     * As counted by {@code scripts/profile}: products, loss, update of 4 · 16 + 16 + 16 · 3 + 3.
     */
    @Test
    void countsBytesOfAStepByPhase() throws Exception {
        Map<String, String> params =
                Map.of("network", "4-16-3 x 130", "tier", "vector", "threads", "1");
        List<Measurement> step =
                List.of(
                        new Measurement("FmaPeak.chains", Map.of(), List.of(0.01)),
                        new Measurement("TrainingStep.step", params, List.of(1000.0)));
        double floats =
                2 * (64 + 130 * 20) + 3 * (48 + 130 * 19) + 2 * 3 * 130 + 3 * (64 + 16 + 48 + 3);
        double flops = 2.0 * 130 * (2 * 64 + 3 * 48);
        Element section =
                new Markup(Page.of(file("step.json", results.machine(), step))).withId("peak");
        List<String> row =
                Markup.in(section, "table").stream()
                        .map(Markup::cells)
                        .filter(cells -> cells.getFirst().contains("operations per byte"))
                        .findFirst()
                        .orElseThrow()
                        .get(1);
        assertEquals(String.format(Locale.ROOT, "%.1f", flops / (4 * floats)), row.get(2));
    }

    private static List<Element> guides(Element chart) {
        return Markup.in(chart, "line").stream()
                .filter(line -> line.getAttribute("class").equals("guide"))
                .toList();
    }

    @Test
    void showsOtherLibraries() throws Exception {
        List<Measurement> loops =
                List.of(
                        loop("DigitsLoop.train", "implementation", "vector", 4000),
                        loop("PeerDigitsLoop.train", "peer", "ENCOG", 160000),
                        loop("PeerLargeDigitsLoop.train", "peer", "ENCOG", 2e8));
        markup = new Markup(Page.of(file("peers.json", results.machine(), loops)));
        assertFigure("peers-digits", "Lanewise", "4.000 µs");
        assertFigure("peers-digits", "Encog", "160.0 µs");
        assertFigure("peers-two-large-layers", "Encog", "200000.0 µs");
        assertTrue(markup.withId("peers").getTextContent().contains(Peer.ENCOG.remark()));
    }

    @Test
    void showsPredictionByOtherLibraries() throws Exception {
        Map<String, String> call = Map.of("network", "4-2-3", "rows", "4");
        Map<String, String> theirs =
                Map.of("network", "4-2-3", "rows", "4", "peer", InferencePeer.ONNX_RUNTIME.name());
        List<Measurement> calls =
                List.of(
                        new Measurement("PredictRows.predict", call, List.of(400.0)),
                        new Measurement("PeerPredictRows.predict", theirs, List.of(300.0)));
        markup = new Markup(Page.of(file("calls.json", results.machine(), calls)));
        Element section = markup.withId("peer-predictions");
        List<Element> tables = Markup.in(section, "table");
        assertEquals(
                List.of("4-2-3", "4", "0.400", "0.300 (0.75×)"),
                Markup.cells(tables.getFirst()).get(1));
        assertTrue(section.getTextContent().contains(InferencePeer.ONNX_RUNTIME.remark()));
    }

    private static Measurement loop(String benchmark, String param, String value, double nanos) {
        return new Measurement(benchmark, Map.of(param, value), List.of(nanos));
    }

    private static ResultFile file(String name, Machine machine, List<Measurement> measurements) {
        return new ResultFile(
                name,
                name,
                machine,
                measurements.stream()
                        .map(measurement -> new ResultFile.Result(measurement, "", ""))
                        .toList());
    }

    private static Measurement kernel(String tier, double nanos) {
        return new Measurement(
                "ForwardKernel.forward",
                Map.of("shape", "64-32 x 128", "tier", tier),
                List.of(nanos));
    }
}
