package lanewise.benchmarks.cli.search;

import lanewise.internal.file.AtomicFile;
import lanewise.io.SavedModel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The files that {@code search} writes. */
public final class SearchFiles {
    /** Keeps the finished trials. */
    public static final String JOURNAL = "search.journal";

    private static final String MODEL = "model.safetensors";
    private static final String TRIALS = "trials.csv";
    private static final String CANDIDATES = "candidates.csv";

    private SearchFiles() {}

    /**
     * The names of all files, which are known before the search.
     *
     * @param plan what is searched
     * @param options the requested files
     * @return the names
     */
    public static List<String> names(SearchPlan plan, ResultOptions options) {
        List<String> names = new ArrayList<>(List.of(JOURNAL, MODEL, TRIALS, CANDIDATES));
        return options.charts() ? withCharts(names, SearchCharts.names(plan)) : names;
    }

    private static List<String> withCharts(List<String> names, List<String> charts) {
        for (String chart : charts) {
            names.add(chart + ".png");
            names.add(chart + ".svg");
        }
        return names;
    }

    /**
     * The content of the results: model and tables, most valuable first.
     *
     * @param outcome the result of the search
     * @param best the best model; empty if there is none
     * @return the content by name
     */
    public static SequencedMap<String, AtomicFile.Content> results(
            SearchOutcome outcome, Optional<SavedModel> best) {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        best.ifPresent(model -> contents.put(MODEL, model::write));
        contents.put(CANDIDATES, SearchCsv.candidates(outcome));
        contents.put(TRIALS, SearchCsv.trials(outcome));
        return contents;
    }

    /**
     * The content of the charts. Drawing begins when the content is written.
     *
     * @param outcome the result of the search
     * @return the content by name
     */
    public static SequencedMap<String, AtomicFile.Content> pictures(SearchOutcome outcome) {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        for (String chart : SearchCharts.names(outcome.plan())) {
            contents.put(chart + ".png", out -> SearchCharts.chart(chart, outcome).writePng(out));
            contents.put(chart + ".svg", out -> SearchCharts.chart(chart, outcome).writeSvg(out));
        }
        return contents;
    }
}
