package lanewise.select;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.metrics.Metric;
import lanewise.random.RandomState;
import lanewise.testing.ReferenceFiles;
import lanewise.train.StopReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Candidates of grids and random searches, and the table of a search. */
class SearchTest {

    private static List<String> texts(Search search) {
        return search.candidates().stream().map(Candidate::toString).toList();
    }

    @Test
    void aGridVariesTheLastChoiceFastest() {
        Choice<Integer> hidden = Choice.of("hidden", 8, 16);
        Choice<String> solver = Choice.of("solver", "adam", "sgd", "momentum");
        assertEquals(
                List.of(
                        "hidden 8, solver adam",
                        "hidden 8, solver sgd",
                        "hidden 8, solver momentum",
                        "hidden 16, solver adam",
                        "hidden 16, solver sgd",
                        "hidden 16, solver momentum"),
                texts(Search.grid(hidden, solver)));
        Candidate fourth = Search.grid(hidden, solver).candidates().get(3);
        assertEquals(16, fourth.get(hidden));
        assertEquals("adam", fourth.get(solver));
        assertEquals(3, fourth.index());
    }

    /** The draws of {@code numpy.random.RandomState(7)}: generate_search.py. */
    @Test
    void randomCandidatesAreThoseOfNumpy() {
        Choice<String> activation = Choice.of("activation", "tanh", "relu", "gelu", "sigmoid");
        Choice<Integer> hidden = Choice.integers("hidden", 4, 67);
        Choice<Double> dropout = Choice.uniform("dropout", 0, 0.5);
        Choice<Double> rate = Choice.logUniform("learning rate", 1e-4, 1e-1);
        Search search = Search.random(50, 7, activation, hidden, dropout, rate);
        List<String[]> rows = ReferenceFiles.rows("reference/numpy_candidates.csv");
        assertEquals(50, rows.size());
        for (int k = 0; k < 50; k++) {
            Candidate candidate = search.candidates().get(k);
            String[] expected = rows.get(k);
            assertEquals(expected[0], candidate.get(activation));
            assertEquals(Integer.parseInt(expected[1]), candidate.get(hidden));
            assertEquals(Double.parseDouble(expected[2]), candidate.get(dropout));
            double logUniform = Double.parseDouble(expected[3]);
            assertEquals(logUniform, candidate.get(rate), 4 * Math.ulp(logUniform));
        }
    }

    @Test
    void randomCandidatesDiffer() {
        Choice<Integer> a = Choice.of("a", 1, 2, 3);
        Choice<Integer> b = Choice.integers("b", 1, 4);
        Set<String> texts = new HashSet<>(texts(Search.random(12, 3, a, b)));
        assertEquals(12, texts.size());
        assertRefused(
                "13 candidates of only 12 combinations: use Search.grid, or fewer candidates",
                () -> Search.random(13, 3, a, b));
    }

    @Test
    void choicesAreChecked() {
        Choice<Integer> hidden = Choice.of("hidden", 8);
        assertRefused(
                "two choices have the name \"hidden\": expected unique names",
                () -> Search.grid(hidden, Choice.of("hidden", 9)));
        assertRefused("no choices: expected at least one to search", () -> Search.grid());
        assertRefused(
                "choice \"hidden\" has no values: expected at least one",
                () -> Choice.<Integer>of("hidden"));
        assertRefused(
                "choice \"hidden\" has the value 8 twice: remove one",
                () -> Choice.of("hidden", 8, 16, 8));
        assertRefused(
                "choice \"rate\" is a range, which a grid cannot have: list its values, or use"
                        + " Search.random",
                () -> Search.grid(hidden, Choice.uniform("rate", 0, 1)));
        String lambda =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Choice.of("rule", (Runnable) () -> {}))
                        .getMessage();
        assertTrue(lambda.contains("without a text of its own"), lambda);
        assertRefused(
                "choice \"rate\" from 0.0 to 1.0: expected finite numbers above 0, the first below"
                        + " the second",
                () -> Choice.logUniform("rate", 0, 1));
        assertRefused(
                "choice \"width\" is not part of the search, which has [hidden]: pass the same"
                        + " object to the search",
                () -> Search.grid(hidden).candidates().get(0).get(Choice.of("width", 1)));
    }

    @Test
    void theTableHasTheScoresOfEachCandidateAlone() {
        SearchResult result = Trials.search().fit(Trials.IRIS, Trials.CV, Trials::estimator);
        assertTrue(result.complete());
        assertEquals(4, result.candidates().size());
        for (CandidateResult row : result.candidates()) {
            CrossValidationResult alone =
                    Trials.CV.fit(Trials.IRIS, Trials.estimator(row.candidate()));
            for (Metric metric : result.metrics()) {
                assertEquals(
                        Arrays.toString(alone.scores(metric)), Arrays.toString(row.scores(metric)));
            }
            assertEquals(alone.mean(Metric.LOG_LOSS), row.mean(Metric.LOG_LOSS));
            assertEquals(0, row.rung());
            assertTrue(row.meanSeconds() > 0);
        }
        CandidateResult wide = result.candidates().get(3);
        assertEquals(4 * 6 + 6 + 6 * 3 + 3, wide.parameterCount());
    }

    @Test
    void ranksByTheFirstMetricThenByIndex() {
        // Accuracy has many ties, as the folds have few rows.
        CrossValidation ties = CrossValidation.of(Trials.FOLDS, Metric.ACCURACY);
        SearchResult result = Trials.search().fit(Trials.IRIS, ties, Trials::estimator);
        List<CandidateResult> ranked = result.ranked();
        for (int k = 1; k < ranked.size(); k++) {
            CandidateResult better = ranked.get(k - 1);
            CandidateResult next = ranked.get(k);
            assertEquals(k, better.rank());
            int order =
                    Metric.ACCURACY.compare(
                            better.mean(Metric.ACCURACY), next.mean(Metric.ACCURACY));
            boolean ordered =
                    order < 0
                            || order == 0 && better.candidate().index() < next.candidate().index();
            assertTrue(ordered, better + "\n" + next);
        }
        assertEquals(ranked.getFirst().candidate(), result.best().candidate());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theTableDoesNotDependOnTheThreads(int threads) {
        SearchResult expected =
                Trials.search().fit(Trials.IRIS, Trials.CV.withThreads(4), Trials::estimator);
        SearchResult result =
                Trials.search().fit(Trials.IRIS, Trials.CV.withThreads(threads), Trials::estimator);
        assertEquals(Trials.table(expected), Trials.table(result));
    }

    @Test
    void aTrainingThatDivergesIsRankedLast() {
        Choice<Double> rate = Choice.of("learning rate", 1e30, 0.001);
        SearchResult result =
                Search.grid(rate)
                        .fit(
                                Trials.IRIS,
                                Trials.LINEAR_CV,
                                candidate -> Trials.linear(candidate.get(rate)));
        assertEquals(2, result.candidates().get(0).rank());
        assertTrue(result.candidates().get(0).trials().stream().allMatch(Trial::diverged));
        assertTrue(Double.isNaN(result.candidates().get(0).mean(Metric.RMSE)));
        assertEquals(1, result.best().candidate().index());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void ifAllDivergeNoneIsBest() {
        SearchResult result =
                Search.grid(Choice.of("learning rate", 1e30))
                        .fit(Trials.IRIS, Trials.LINEAR_CV, candidate -> Trials.linear(1e30));
        assertEquals(
                "no candidate has a mean rmse: all diverged in a fold, or warnings() explain it;"
                        + " lower the learning rates or scale the features",
                assertThrows(IllegalStateException.class, result::best).getMessage());
    }

    @Test
    void aCandidateThatCannotBeTrainedIsNamed() {
        Choice<Integer> hidden = Choice.of("hidden", 8, 0);
        assertRefused(
                "candidate 1 (hidden 0): a layer of 0 units: expected 1 to 16777215",
                () ->
                        Search.grid(hidden)
                                .fit(
                                        Trials.IRIS,
                                        Trials.CV,
                                        c -> Trials.estimator(c.get(hidden), 0.1)));
    }

    @Test
    void severalSeedsTrainEachFoldSeveralTimes() {
        CrossValidation seeds = Trials.CV.withSeeds(3, 1, 2);
        SearchResult result = Trials.search().fit(Trials.IRIS, seeds, Trials::estimator);
        List<Trial> trials = result.best().trials();
        assertEquals(9, trials.size());
        List<Long> order = new ArrayList<>();
        trials.forEach(trial -> order.add(10L * trial.fold() + trial.seed()));
        assertEquals(List.of(3L, 1L, 2L, 13L, 11L, 12L, 23L, 21L, 22L), order);
    }

    @Test
    void theListenerSeesEachTrialAndCanStop() {
        List<SearchProgress> seen = new ArrayList<>();
        SearchResult result =
                Trials.search()
                        .withListener(progress -> seen.add(progress) && seen.size() < 5)
                        .fit(Trials.IRIS, Trials.CV.withThreads(1), Trials::estimator);
        assertEquals(5, seen.size());
        assertEquals(12, seen.get(0).total());
        for (int k = 0; k < 5; k++) {
            assertEquals(k + 1, seen.get(k).done());
            assertTrue(seen.get(k).remainingSeconds() > 0);
        }
        assertFalse(result.complete());
        assertEquals(StopReason.CANCELLED, result.stopReason().orElseThrow());
        assertEquals(5, result.candidates().stream().mapToInt(c -> c.trials().size()).sum());
    }

    @Test
    void stoppedAfterTheLastTrialItIsComplete() {
        SearchResult result =
                Trials.search()
                        .withListener(progress -> progress.done() < progress.total())
                        .fit(Trials.IRIS, Trials.CV, Trials::estimator);
        assertTrue(result.complete());
    }

    @Test
    void anInterruptStopsIt() {
        Thread.currentThread().interrupt();
        SearchResult result = Trials.search().fit(Trials.IRIS, Trials.CV, Trials::estimator);
        assertTrue(Thread.interrupted());
        assertEquals(StopReason.INTERRUPTED, result.stopReason().orElseThrow());
        assertThrows(IllegalStateException.class, result::best);
    }

    @Test
    void cancelStopsIt() {
        Search[] search = new Search[1];
        search[0] =
                Trials.search()
                        .withListener(
                                progress -> {
                                    search[0].cancel();
                                    return true;
                                });
        SearchResult result =
                search[0].fit(Trials.IRIS, Trials.CV.withThreads(1), Trials::estimator);
        assertEquals(StopReason.CANCELLED, result.stopReason().orElseThrow());
    }

    @Test
    void randomDrawsRepeatWithTheirSeed() {
        Choice<Double> rate = Choice.logUniform("rate", 1e-4, 1);
        assertEquals(texts(Search.random(9, 5, rate)), texts(Search.random(9, 5, rate)));
        double first = new RandomState(5).uniform(StrictMath.log(1e-4), 0);
        assertEquals(
                StrictMath.exp(first), Search.random(9, 5, rate).candidates().get(0).get(rate));
    }
}
