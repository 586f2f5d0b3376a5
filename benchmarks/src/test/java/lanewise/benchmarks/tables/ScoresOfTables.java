package lanewise.benchmarks.tables;

import lanewise.benchmarks.report.result.Cpu;
import lanewise.benchmarks.report.table.Table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The published scores beside scikit-learn's, as Markdown. */
public final class ScoresOfTables {
    private final List<ScoredTable> tables;
    private final MeasuredScores measured;

    private ScoresOfTables(List<ScoredTable> tables, MeasuredScores measured) {
        this.tables = tables;
        this.measured = measured;
    }

    /**
     * Formats the newest results.
     *
     * @param root the project's root
     * @param page the page that shows them, from which a link leads to the file
     * @return a table for classes and one for numbers, with the machine
     * @throws IOException if the results cannot be read
     */
    public static String markdown(Path root, Path page) throws IOException {
        Path file = MeasuredScores.newest(root);
        MeasuredScores measured = MeasuredScores.read(file);
        ScoresOfTables scores = new ScoresOfTables(ScoredTable.all(), measured);
        return scores.table(true, "logistic")
                + "\n"
                + scores.table(false, "linear")
                + "\n"
                + String.format(
                        Locale.ROOT,
                        "%s, %d cores, %s, [%s](%s)%s.%n",
                        Cpu.of(measured.machine().cpu()).title(),
                        measured.machine().cores(),
                        measured.python(),
                        measured.time(),
                        page.getParent().relativize(root.relativize(file)),
                        load(measured));
    }

    /** The load by other programs, which makes times longer; empty if there was none. */
    private static String load(MeasuredScores measured) {
        return measured.machine().conditions().stream()
                .filter(condition -> condition.startsWith("load average"))
                .map(condition -> ", " + condition.split(" before")[0] + " of other programs")
                .findFirst()
                .orElse("");
    }

    private String table(boolean classes, String linear) {
        List<Score> scores = Score.of(classes).subList(0, 2);
        List<String> header = new ArrayList<>(List.of("table", "rows", "inputs"));
        for (Score score : scores) {
            header.addAll(List.of(score.title(), "scikit-learn", "noise", linear));
        }
        header.addAll(List.of("ms", "scikit-learn ms"));
        List<List<String>> rows = new ArrayList<>();
        for (ScoredTable table : tables) {
            if (table.hasClasses() == classes) {
                rows.add(row(table, scores.size()));
            }
        }
        String text = new Table("", 1, header, rows).toString();
        return String.join("\n", text.lines().skip(2).toList()) + "\n";
    }

    private List<String> row(ScoredTable table, int scores) {
        MeasuredScores.Measured ours = measured.of(table.name());
        List<String> cells = new ArrayList<>();
        cells.add(table.name());
        cells.add("" + table.rows());
        cells.add("" + ours.inputs());
        for (int k = 0; k < scores; k++) {
            Sample sample = Sample.of(ours.scores(), k);
            Sample theirs = Sample.of(Reference.scores(table.name(), "perceptron"), k);
            cells.add(sample.text());
            cells.add(theirs.text());
            cells.add("±" + Sample.text(sample.minus(theirs).noise()));
            cells.add(Sample.of(Reference.scores(table.name(), "linear"), k).text());
        }
        cells.add(milliseconds(ours.seconds()));
        cells.add(milliseconds(ours.sklearnSeconds()));
        return cells;
    }

    private static String milliseconds(List<Double> seconds) {
        return String.format(Locale.ROOT, "%.0f", new Sample(seconds).median() * 1000);
    }
}
