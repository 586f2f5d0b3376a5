package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.Quantities;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.select.CandidateResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The result of a search as text. */
public final class SearchReport {
    /** Number of candidates shown. */
    private static final int MOST_ROWS = 20;

    private final SearchOutcome outcome;
    private final StringBuilder text = new StringBuilder();

    private SearchReport(SearchOutcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Formats the report.
     *
     * @param outcome the result
     * @param best the best model, if it was trained
     * @param files the files written
     * @return the report; each line ends with a line break
     */
    public static String of(SearchOutcome outcome, Optional<SavedModel> best, List<Path> files) {
        SearchReport report = new SearchReport(outcome);
        report.describe();
        report.text.append('\n');
        report.rank();
        report.text.append('\n');
        report.conclude(best);
        if (!files.isEmpty()) {
            report.line("written", String.join(", ", files.stream().map(Path::toString).toList()));
        }
        return report.text.toString();
    }

    private void describe() {
        SearchPlan plan = outcome.plan();
        int count = outcome.result().candidates().size();
        line("data", plan.table().file() + ": " + outcome.data().describe());
        line("folds", plan.folds().describe());
        List<Long> seeds = plan.training().seeds();
        line(
                "trials",
                Quantities.count(count, "candidate", "candidates")
                        + ", "
                        + (seeds.size() == 1 ? "seed " + seeds.getFirst() : seeds.size() + " seeds")
                        + ", "
                        + Quantities.count(outcome.trials(), "training", "trainings"));
        if (outcome.halving().isPresent()) {
            List<String> rungs = new ArrayList<>();
            for (int rung = 0; rung < outcome.result().rungs().size(); rung++) {
                rungs.add(
                        outcome.result().rungs().get(rung).size() + " x " + outcome.resource(rung));
            }
            line("halving", String.join(", ", rungs) + " " + outcome.resourceName());
        }
        line("time", String.format(Locale.ROOT, "%.2f seconds", outcome.seconds()));
    }

    /** The table of the best candidates. */
    private void rank() {
        List<CandidateResult> ranked = outcome.result().ranked();
        List<List<String>> rows = new ArrayList<>();
        rows.add(header());
        ranked.stream().limit(MOST_ROWS).map(this::row).forEach(rows::add);
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int k = 0; k < widths.length; k++) {
                widths[k] = Math.max(widths[k], row.get(k).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder cells = new StringBuilder();
            for (int k = 0; k < widths.length; k++) {
                cells.append(k == 0 ? "" : "  ");
                cells.append(" ".repeat(widths[k] - row.get(k).length())).append(row.get(k));
            }
            text.append(cells).append('\n');
        }
        if (ranked.size() > MOST_ROWS) {
            text.append("and ").append(ranked.size() - MOST_ROWS).append(" more\n");
        }
    }

    private List<String> header() {
        List<String> cells = new ArrayList<>(List.of("rank"));
        outcome.plan().settings().forEach(setting -> cells.add(setting.name()));
        if (outcome.halving().isPresent()) {
            cells.add(outcome.resourceName());
        }
        for (Metric metric : outcome.result().metrics()) {
            cells.add(metric.name());
            cells.add("deviation");
        }
        cells.addAll(List.of("parameters", "diverged", "time"));
        return cells;
    }

    private List<String> row(CandidateResult row) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row.rank())));
        for (Setting setting : outcome.plan().settings()) {
            cells.add(setting.rounded(row.candidate()));
        }
        if (outcome.halving().isPresent()) {
            cells.add(Integer.toString(outcome.resource(row.rung())));
        }
        for (Metric metric : outcome.result().metrics()) {
            cells.add(score(row.mean(metric)));
            cells.add(score(row.deviation(metric)));
        }
        cells.add(Integer.toString(row.parameterCount()));
        cells.add(Long.toString(SearchOutcome.diverged(row)));
        cells.add(String.format(Locale.ROOT, "%.4f s", row.meanSeconds()));
        return cells;
    }

    private static String score(double score) {
        return Double.isNaN(score) ? "-" : String.format(Locale.ROOT, "%.4f", score);
    }

    private void conclude(Optional<SavedModel> best) {
        CandidateResult first = outcome.result().ranked().getFirst();
        if (!Double.isNaN(first.mean(outcome.result().metrics().getFirst()))) {
            line("best", Setting.describe(outcome.plan().settings(), first.candidate()));
        }
        if (best.isPresent()) {
            line(
                    "model",
                    first.estimator().network()
                            + ", "
                            + Quantities.count(first.parameterCount(), "parameter", "parameters")
                            + ", trained on all rows with seed "
                            + outcome.plan().training().seeds().getFirst());
            line("parameters", "SHA-256 " + best.get().model().parametersSha256());
        }
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-19s%s\n", name, value));
    }
}
