package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.internal.file.AtomicFile;
import lanewise.metrics.Metric;
import lanewise.select.CandidateResult;
import lanewise.select.Trial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tables of a search as CSV. Numbers have all their digits; a missing score is an empty field. */
final class SearchCsv {
    private SearchCsv() {}

    /** A line for each training, rung by rung. */
    static AtomicFile.Content trials(SearchOutcome outcome) {
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("rung", "candidate"));
        outcome.plan().settings().forEach(setting -> names.add(setting.name()));
        names.addAll(List.of("fold", "seed"));
        outcome.result().metrics().forEach(metric -> names.add(metric.name()));
        names.addAll(List.of("iterations", "seconds", "stop-reason"));
        lines.add(String.join(",", names));
        for (List<CandidateResult> rung : outcome.result().rungs()) {
            for (CandidateResult row : rung) {
                row.trials().forEach(trial -> lines.add(line(outcome, row, trial)));
            }
        }
        return content(lines);
    }

    private static String line(SearchOutcome outcome, CandidateResult row, Trial trial) {
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(trial.rung()));
        fields.add(Integer.toString(trial.candidate()));
        addSettings(fields, outcome, row);
        fields.add(Integer.toString(trial.fold()));
        fields.add(Long.toString(trial.seed()));
        trial.scores().forEach(score -> fields.add(number(score)));
        fields.add(Integer.toString(trial.iterations()));
        fields.add(Double.toString(trial.seconds()));
        fields.add(OptionValues.name(trial.stopReason()));
        return String.join(",", fields);
    }

    /** A line for each candidate, the best first. */
    static AtomicFile.Content candidates(SearchOutcome outcome) {
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("rank", "candidate"));
        outcome.plan().settings().forEach(setting -> names.add(setting.name()));
        names.add("rung");
        for (Metric metric : outcome.result().metrics()) {
            names.add(metric.name());
            names.add(metric.name() + "-deviation");
        }
        names.addAll(List.of("parameters", "trials", "diverged", "seconds"));
        lines.add(String.join(",", names));
        for (CandidateResult row : outcome.result().ranked()) {
            List<String> fields = new ArrayList<>();
            fields.add(Integer.toString(row.rank()));
            fields.add(Integer.toString(row.candidate().index()));
            addSettings(fields, outcome, row);
            fields.add(Integer.toString(row.rung()));
            for (Metric metric : outcome.result().metrics()) {
                fields.add(number(row.mean(metric)));
                fields.add(number(row.deviation(metric)));
            }
            fields.add(Integer.toString(row.parameterCount()));
            fields.add(Integer.toString(row.trials().size()));
            fields.add(Long.toString(SearchOutcome.diverged(row)));
            fields.add(number(row.meanSeconds()));
            lines.add(String.join(",", fields));
        }
        return content(lines);
    }

    private static void addSettings(
            List<String> fields, SearchOutcome outcome, CandidateResult row) {
        outcome.plan().settings().forEach(setting -> fields.add(setting.text(row.candidate())));
    }

    private static String number(double number) {
        return Double.isNaN(number) ? "" : Double.toString(number);
    }

    private static AtomicFile.Content content(List<String> lines) {
        return out -> {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
