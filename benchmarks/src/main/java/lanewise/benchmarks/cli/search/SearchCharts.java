package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.plot.ScoreChart;
import lanewise.metrics.Metric;
import lanewise.select.CandidateResult;
import lanewise.select.Choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of a search: the score by each setting, and the rungs of a halving. */
final class SearchCharts {
    private static final String SCORE = "score-";
    private static final String RUNGS = "rungs";

    private SearchCharts() {}

    /** The names of the charts, without a suffix. */
    static List<String> names(SearchPlan plan) {
        List<String> names = new ArrayList<>();
        plan.settings().forEach(setting -> names.add(SCORE + setting.name()));
        if (plan.halving()) {
            names.add(RUNGS);
        }
        return names;
    }

    static ScoreChart chart(String name, SearchOutcome outcome) {
        if (name.equals(RUNGS)) {
            return rungs(outcome);
        }
        for (Setting setting : outcome.plan().settings()) {
            if (name.equals(SCORE + setting.name())) {
                return scores(setting, outcome);
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** A dot for each candidate; with halving, of its last rung. */
    private static ScoreChart scores(Setting setting, SearchOutcome outcome) {
        Metric metric = outcome.result().metrics().getFirst();
        Choice<?> choice = setting.choice();
        List<ScoreChart.Dot> dots = new ArrayList<>();
        for (CandidateResult row : outcome.result().candidates()) {
            Object value = row.candidate().get(choice);
            int index = choice.values().indexOf(value);
            double x = index < 0 ? ((Number) value).doubleValue() : index;
            dots.add(new ScoreChart.Dot(x, row.mean(metric), row.deviation(metric)));
        }
        String title = "Score by " + setting.name() + ": " + subject(outcome);
        if (choice.values().isEmpty()) {
            return ScoreChart.ofNumbers(
                    title, setting.name(), metric.name(), dots, setting.logarithmic());
        }
        List<String> labels = choice.values().stream().map(Object::toString).toList();
        return ScoreChart.ofCategories(title, setting.name(), metric.name(), labels, dots);
    }

    /** A line for each candidate of the first rung, through its scores. */
    private static ScoreChart rungs(SearchOutcome outcome) {
        Metric metric = outcome.result().metrics().getFirst();
        Map<Integer, List<ScoreChart.Dot>> lines = new LinkedHashMap<>();
        for (List<CandidateResult> rung : outcome.result().rungs()) {
            for (CandidateResult row : rung) {
                lines.computeIfAbsent(row.candidate().index(), _ -> new ArrayList<>())
                        .add(
                                new ScoreChart.Dot(
                                        row.rung(), row.mean(metric), row.deviation(metric)));
            }
        }
        return ScoreChart.ofLines(
                "Rungs: " + subject(outcome),
                outcome.resourceName(),
                metric.name(),
                outcome.result().rungs().stream()
                        .map(rung -> outcome.resource(rung.getFirst().rung()))
                        .map(String::valueOf)
                        .toList(),
                List.copyOf(lines.values()),
                outcome.result().ranked().getFirst().candidate().index());
    }

    private static String subject(SearchOutcome outcome) {
        return outcome.plan().table().file().getFileName()
                + ", "
                + outcome.result().candidates().size()
                + " candidates";
    }
}
