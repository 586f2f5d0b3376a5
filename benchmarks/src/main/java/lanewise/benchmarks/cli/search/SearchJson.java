package lanewise.benchmarks.cli.search;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.benchmarks.cli.train.JsonReport;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.select.CandidateResult;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The result of a search as one JSON object for programs. All numbers are finite; a score that is
 * missing is null, and another key without a value is left out.
 */
public final class SearchJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** Keeps the null of a missing score. */
    private static final Gson WITH_NULLS =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private SearchJson() {}

    /**
     * Formats the report.
     *
     * @param outcome the result
     * @param best the best model, if it was trained
     * @param files the files written
     * @return the report on one line, which ends with a line break
     */
    public static String of(SearchOutcome outcome, Optional<SavedModel> best, List<Path> files) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("rows", outcome.data().rows());
        json.put("folds", outcome.plan().folds().describe());
        json.put("seeds", outcome.plan().training().seeds());
        json.put("metrics", outcome.result().metrics().stream().map(Metric::name).toList());
        json.put("trials", outcome.trials());
        json.put("seconds", outcome.seconds());
        json.put(
                "candidates",
                WITH_NULLS.toJsonTree(
                        outcome.result().ranked().stream().map(r -> row(outcome, r)).toList()));
        if (outcome.halving().isPresent()) {
            json.put("rungs", rungs(outcome));
        }
        json.put("parametersSha256", best.map(b -> b.model().parametersSha256()).orElse(null));
        json.put("files", files.stream().map(Path::toString).toList());
        return JsonReport.ascii(GSON.toJson(json)) + "\n";
    }

    private static SequencedMap<String, Object> row(SearchOutcome outcome, CandidateResult row) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("rank", row.rank());
        json.put("candidate", row.candidate().index());
        SequencedMap<String, Object> settings = new LinkedHashMap<>();
        for (Setting setting : outcome.plan().settings()) {
            settings.put(setting.name(), row.candidate().get(setting.choice()));
        }
        json.put("settings", settings);
        json.put("rung", row.rung());
        SequencedMap<String, Object> scores = new LinkedHashMap<>();
        for (Metric metric : outcome.result().metrics()) {
            SequencedMap<String, Object> score = new LinkedHashMap<>();
            score.put("mean", number(row.mean(metric)));
            score.put("deviation", number(row.deviation(metric)));
            score.put(
                    "each",
                    Arrays.stream(row.scores(metric)).mapToObj(SearchJson::number).toList());
            scores.put(metric.name(), score);
        }
        json.put("scores", scores);
        json.put("parameters", row.parameterCount());
        json.put("diverged", SearchOutcome.diverged(row));
        json.put("meanSeconds", number(row.meanSeconds()));
        return json;
    }

    /** Candidates and length of each rung. */
    private static List<SequencedMap<String, Object>> rungs(SearchOutcome outcome) {
        return outcome.result().rungs().stream()
                .map(
                        rung -> {
                            SequencedMap<String, Object> json = new LinkedHashMap<>();
                            json.put("length", outcome.resource(rung.getFirst().rung()));
                            json.put(
                                    "candidates",
                                    rung.stream().map(r -> r.candidate().index()).toList());
                            return json;
                        })
                .toList();
    }

    private static Double number(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
