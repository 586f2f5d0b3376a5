package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.io.SavedModel;
import lanewise.select.CandidateResult;
import lanewise.select.Halving;
import lanewise.select.SearchResult;
import lanewise.select.Trial;

import java.util.List;
import java.util.Optional;

/**
 * The result of a search.
 *
 * @param plan what was searched
 * @param data the rows
 * @param halving the rule of the rungs, if any
 * @param result the table
 * @param seconds duration of the search
 */
public record SearchOutcome(
        SearchPlan plan,
        SearchRows data,
        Optional<Halving> halving,
        SearchResult result,
        double seconds) {

    /**
     * Trains the best candidate on all rows, with the first seed.
     *
     * @return the model with its scaling or preparation and names
     * @throws IllegalStateException if no candidate has a score
     * @throws lanewise.train.DivergenceException if the training diverges
     */
    public SavedModel bestModel() {
        return data.train(result.best().estimator());
    }

    /** The number of trials, those of all rungs. */
    int trials() {
        return result.rungs().stream().flatMap(List::stream).mapToInt(r -> r.trials().size()).sum();
    }

    /**
     * The number of trials that diverged.
     *
     * @param row a candidate
     * @return 0 to the number of its trials
     */
    public static long diverged(CandidateResult row) {
        return row.trials().stream().filter(Trial::diverged).count();
    }

    /** What a rung has more of than the one before: epochs or iterations. */
    String resourceName() {
        return OptionValues.name(halving.orElseThrow().resource());
    }

    /** The epochs or iterations of a rung. */
    int resource(int rung) {
        return halving.orElseThrow().resources(result.candidates().size()).get(rung);
    }
}
