package lanewise.benchmarks.report.training;

import lanewise.metrics.PermutationImportance;
import lanewise.table.ColumnSummary;

import java.util.List;
import java.util.Objects;

/**
 * What the page of a training shows. Texts may hold any characters.
 *
 * @param title such as {@code species of iris.csv}
 * @param command the command that repeats the run; may have several lines
 * @param facts settings and facts, in the order of the page
 * @param warnings sentences; may be empty
 * @param columns the columns of the data, in the order of the file
 * @param targets names of the target columns
 * @param curves the losses of the training
 * @param scores scores on the test rows, the most important one first; may be empty
 * @param baseline the constant answer of the baselines, such as {@code always the most frequent
 *     class}; empty if no score has a baseline
 * @param judgement predictions for the test rows
 * @param importance the importance of each original column; may be empty
 * @param importanceMetric name of the score whose drops the importances are
 * @param importanceBasis rows or columns that they are limited to; empty for all
 * @param mistakes the worst predictions, the worst first; may be empty
 * @param severity what {@link Mistake#severity()} is, such as {@code probability of the actual
 *     class}
 */
public record TrainingReport(
        String title,
        String command,
        List<Fact> facts,
        List<String> warnings,
        List<ColumnSummary> columns,
        List<String> targets,
        Curves curves,
        List<Score> scores,
        String baseline,
        Judgement judgement,
        List<PermutationImportance> importance,
        String importanceMetric,
        String importanceBasis,
        List<Mistake> mistakes,
        String severity) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if an argument or an element is null
     */
    public TrainingReport {
        Objects.requireNonNull(title, "title must not be null");
        Objects.requireNonNull(command, "command must not be null");
        Objects.requireNonNull(curves, "curves must not be null");
        Objects.requireNonNull(baseline, "baseline must not be null");
        Objects.requireNonNull(judgement, "judgement must not be null");
        Objects.requireNonNull(importanceMetric, "importanceMetric must not be null");
        Objects.requireNonNull(importanceBasis, "importanceBasis must not be null");
        Objects.requireNonNull(severity, "severity must not be null");
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
        scores = List.copyOf(scores);
        importance = List.copyOf(importance);
        mistakes = List.copyOf(mistakes);
    }
}
