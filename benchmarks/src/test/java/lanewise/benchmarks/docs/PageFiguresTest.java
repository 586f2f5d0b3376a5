package lanewise.benchmarks.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.table.Table;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The generated parts of the documentation match the newest results of each processor. {@code
 * -Dlanewise.writePages=true} regenerates them.
 */
class PageFiguresTest {
    private static final boolean WRITE = Boolean.getBoolean("lanewise.writePages");

    private static final Path CHART = Path.of("benchmarks/docs/images/iris.svg");

    private static PublishedResults results;

    @BeforeAll
    static void readResults() throws IOException {
        results = new PublishedResults();
    }

    /** All pages but those for Spark, whose figures that module writes. */
    private static List<DocPage> pages() throws IOException {
        return DocPage.all().stream()
                .filter(page -> !page.path().startsWith("engine/spark"))
                .toList();
    }

    @Test
    void generatedPartsMatchTheResults() throws IOException {
        GeneratedText generated = new GeneratedText(results);
        for (DocPage page : pages()) {
            String text = page.regenerated(name -> generated.of(page.path(), name));
            if (WRITE) {
                Files.writeString(DocPage.root().resolve(page.path()), text);
            } else {
                assertEquals(
                        page.text(),
                        text,
                        page + ": regenerate it with -Dlanewise.writePages=true");
            }
        }
    }

    @Test
    void chartMatchesTheResults() throws IOException {
        Path file = DocPage.root().resolve(CHART);
        if (WRITE) {
            Files.writeString(file, IrisChart.of(results));
        } else {
            assertEquals(Files.readString(file), IrisChart.of(results));
        }
    }

    @Test
    void tablesOfFiguresAreGenerated() throws IOException {
        for (DocPage page : pages()) {
            page.regenerated(_ -> "")
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .forEach(line -> assertFalse(ReportTable.isHeader(line), page + ": " + line));
        }
    }

    @Test
    void eachResultsFileIsUsed() {
        assertAll(
                results.cpus().stream()
                        .flatMap(
                                cpu ->
                                        results.sessions(cpu).stream()
                                                .map(
                                                        session ->
                                                                () ->
                                                                        assertTrue(
                                                                                results.used(cpu)
                                                                                        .contains(
                                                                                                session),
                                                                                session.path()
                                                                                        + " is outdated in every table:"
                                                                                        + " delete it"))));
    }

    @Test
    void eachTableOfAReportIsListed() {
        for (String cpu : results.cpus()) {
            for (PublishedResults.Session session : results.sessions(cpu)) {
                for (Table table : Report.tables(session.results().measurements())) {
                    assertTrue(ReportTable.isListed(table), () -> "" + table.header());
                }
            }
        }
    }

    @Test
    void replacesOutdatedFigures() {
        DocPage page =
                new DocPage(
                        Path.of("page.md"),
                        "text\n<!-- generated: table iris -->\nold\n<!-- end -->\n");
        GeneratedText generated = new GeneratedText(results);
        String text = page.regenerated(name -> generated.of(page.path(), name));
        assertTrue(text.contains("| specialised "), text);
        DocPage written = new DocPage(page.path(), text);
        assertEquals(text, written.regenerated(name -> generated.of(page.path(), name)));
        assertThrows(
                IllegalArgumentException.class, () -> generated.of(page.path(), "table unknown"));
        assertEquals(List.of(), written.blocks());
    }
}
