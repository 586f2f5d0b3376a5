package lanewise.benchmarks.cli.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.benchmarks.cli.train.JsonReport;
import lanewise.benchmarks.report.training.Judgement;
import lanewise.benchmarks.report.training.Score;
import lanewise.data.Dataset;
import lanewise.table.ColumnKind;
import lanewise.table.ColumnSummary;
import lanewise.table.TableSchema;
import lanewise.train.TrainingRun;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * The result of a training on a table as one JSON object for programs. Keys that {@link JsonReport}
 * has too mean the same. All numbers are finite; a key without a value is left out.
 */
public final class TableJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private TableJson() {}

    private record Column(
            String name,
            String kind,
            String role,
            Integer distinct,
            Integer distinctAtLeast,
            int missing,
            String values,
            List<String> notes) {}

    private record SeedFigures(
            long seed,
            SequencedMap<String, Double> scores,
            double seconds,
            String parametersSha256) {
        static SeedFigures of(TableRun run) {
            return new SeedFigures(
                    run.seed(),
                    values(run.evaluation().scores()),
                    run.nanos() / 1e9,
                    run.model().parametersSha256());
        }
    }

    private record Importance(String column, Double mean, Double deviation) {}

    /**
     * Formats the result.
     *
     * @param outcome the result
     * @param importance the importance of the columns
     * @param files the files written
     * @return the report on one line, which ends with a line break
     */
    public static String of(TableOutcome outcome, ColumnImportance importance, List<Path> files) {
        TableRun last = outcome.last();
        TableRows rows = outcome.rows();
        TrainingRun run = outcome.run();
        int trainRows = rows.train().rows();
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("target", outcome.source().schema().targets());
        json.put("targetKind", lower(outcome.source().schema().targetKind()));
        json.put("columns", columns(outcome));
        json.put("inputs", rows.preparation().inputNames());
        json.put("remarks", outcome.source().remarks());
        json.put("scores", values(outcome.scores()));
        json.put("baseline", baselines(outcome.scores()));
        json.put("scoresByTarget", byTarget(last.evaluation().byTarget()));
        if (last.evaluation().judgement() instanceof Judgement.Classes classes) {
            json.put("confusion", JsonReport.Confusion.of(classes.confusion()));
        }
        json.put(
                "importance",
                importance.columns().stream()
                        .map(
                                one ->
                                        new Importance(
                                                one.name(),
                                                finite(one.mean()),
                                                finite(one.deviation())))
                        .toList());
        json.put("importanceMetric", importance.columns().isEmpty() ? null : importance.metric());
        json.put("network", outcome.network().toString());
        json.put("lossName", outcome.network().loss().toString());
        json.put("loss", last.curve().loss(last.curve().size() - 1));
        json.put("trainRows", trainRows);
        json.put("validationRows", rows.validation().map(Dataset::rows).orElse(null));
        json.put("testRows", rows.test().rows());
        json.put("iterations", run.iteration());
        json.put("epochs", run.epoch());
        json.put("batch", outcome.training().training().batch(trainRows));
        json.put("optimizer", outcome.training().optimizer().describe());
        json.put("stopReason", lower(run.stopReason()));
        json.put("nanosPerIteration", run.nanosPerIteration());
        json.put("kernels", run.kernels());
        json.put("kernelsReason", run.kernelsReason());
        json.put("threads", run.threads());
        json.put("parametersSha256", last.model().parametersSha256());
        json.put("seeds", outcome.runs().stream().map(SeedFigures::of).toList());
        json.put("files", files.stream().map(Path::toString).toList());
        return JsonReport.ascii(GSON.toJson(json)) + "\n";
    }

    private static List<Column> columns(TableOutcome outcome) {
        return outcome.source().schema().summaries().stream()
                .map(column -> column(column, outcome.source().schema().targets()))
                .toList();
    }

    private static Column column(ColumnSummary column, List<String> targets) {
        int distinct = column.distinct();
        boolean counted =
                distinct < TableSchema.MAX_DISTINCT
                        || column.kind() != ColumnKind.NUMERIC
                                && column.kind() != ColumnKind.IGNORED;
        return new Column(
                column.name(),
                lower(column.kind()),
                targets.contains(column.name()) ? "target" : "feature",
                counted ? distinct : null,
                counted ? null : distinct,
                column.missing(),
                column.values(),
                column.notes());
    }

    private static SequencedMap<String, Object> byTarget(List<Evaluation.TargetScores> targets) {
        SequencedMap<String, Object> scores = new LinkedHashMap<>();
        targets.forEach(one -> scores.put(one.target(), values(one.scores())));
        return scores.isEmpty() ? null : scores;
    }

    private static SequencedMap<String, Double> values(List<Score> scores) {
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        scores.forEach(score -> values.put(key(score), finite(score.value())));
        return values;
    }

    private static SequencedMap<String, Double> baselines(List<Score> scores) {
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        scores.forEach(
                score -> values.put(key(score), finite(score.baseline().orElse(Double.NaN))));
        return values;
    }

    /** Such as {@code averagePrecision} and {@code r2}. */
    private static String key(Score score) {
        StringBuilder key = new StringBuilder();
        String name = score.name().replace("²", "2");
        boolean capital = false;
        for (String word : name.split(" ")) {
            String lower = word.toLowerCase(Locale.ROOT);
            key.append(
                    capital ? Character.toUpperCase(lower.charAt(0)) + lower.substring(1) : lower);
            capital = true;
        }
        return key.toString();
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
