package lanewise.select;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.metrics.Metric;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Successive halving. */
class HalvingTest {
    private static final Choice<Double> RATE = Choice.logUniform("learning rate", 1e-3, 1);

    private static String joined(List<Integer> numbers) {
        return String.join(" ", numbers.stream().map(String::valueOf).toList());
    }

    @Test
    void theRungsAreThoseOfScikitLearn() {
        for (String[] row : ReferenceFiles.rows("reference/sklearn_halving.csv")) {
            int candidates = Integer.parseInt(row[0]);
            Halving halving =
                    Halving.epochs(Integer.parseInt(row[1]), Integer.parseInt(row[2]))
                            .withFactor(Integer.parseInt(row[3]));
            assertEquals(row[4], joined(halving.resources(candidates)), halving.toString());
            assertEquals(row[5], joined(halving.candidates(candidates)), halving.toString());
        }
    }

    private static SearchResult fit(Halving halving, CrossValidation validation) {
        return Search.random(10, 1, RATE)
                .withHalving(halving)
                .fit(
                        Trials.IRIS,
                        validation,
                        candidate -> Trials.estimator(3, candidate.get(RATE)));
    }

    @Test
    void eachRungKeepsTheBestAndTrainsThemLonger() {
        SearchResult result = fit(Halving.epochs(2, 18), Trials.CV);
        assertEquals(List.of(10, 4, 2), result.rungs().stream().map(List::size).toList());
        int epochs = 2;
        Set<Integer> survivors = null;
        for (List<CandidateResult> rung : result.rungs()) {
            Set<Integer> indices = new HashSet<>();
            for (CandidateResult row : rung) {
                indices.add(row.candidate().index());
                for (Trial trial : row.trials()) {
                    int rows = trial.fold() == 2 ? 44 : 43;
                    assertEquals(epochs * Math.ceilDiv(rows, 8), trial.iterations());
                }
            }
            assertEquals(survivors == null ? indices : survivors, indices);
            survivors = new HashSet<>();
            for (CandidateResult row : rung) {
                if (row.rank() <= Math.ceilDiv(rung.size(), 3)) {
                    survivors.add(row.candidate().index());
                }
            }
            epochs *= 3;
        }
        assertEquals(2, result.best().rung());
        assertEquals(
                3,
                result.candidates().stream().filter(r -> r.rank() <= 2 || r.rung() == 1).count()
                        - 1);
    }

    @Test
    void aRungIsASearchWithItsEpochs() {
        SearchResult halving = fit(Halving.epochs(2, 18), Trials.CV);
        SearchResult first =
                Search.random(10, 1, RATE)
                        .fit(
                                Trials.IRIS,
                                Trials.CV,
                                c -> {
                                    Estimator full = Trials.estimator(3, c.get(RATE));
                                    return full.withTrainer(full.trainer().withEpochs(2));
                                });
        for (int k = 0; k < 10; k++) {
            assertEquals(
                    first.candidates().get(k).mean(Metric.RMSE),
                    halving.rungs().get(0).get(k).mean(Metric.RMSE));
        }
    }

    @Test
    void tiesKeepTheSmallerIndex() {
        Metric constant = Metric.maximized("constant", (predicted, targets) -> 0.5);
        SearchResult result =
                fit(Halving.iterations(1, 9), CrossValidation.of(Trials.FOLDS, constant));
        List<List<Integer>> indices = new ArrayList<>();
        for (List<CandidateResult> rung : result.rungs()) {
            indices.add(rung.stream().map(row -> row.candidate().index()).toList());
        }
        assertEquals(
                List.of(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), List.of(0, 1, 2, 3), List.of(0, 1)),
                indices);
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                result.candidates().stream().map(CandidateResult::rank).toList());
    }

    @Test
    void theTableDoesNotDependOnTheThreads() {
        String expected = Trials.table(fit(Halving.epochs(1, 9), Trials.CV.withThreads(1)));
        assertEquals(expected, Trials.table(fit(Halving.epochs(1, 9), Trials.CV.withThreads(2))));
        assertEquals(expected, Trials.table(fit(Halving.epochs(1, 9), Trials.CV.withThreads(3))));
    }

    @Test
    void settingsAreChecked() {
        assertRefused("halving from 0 to 9: expected at least 1", () -> Halving.epochs(0, 9));
        assertRefused("halving from 9 to 3: expected", () -> Halving.iterations(9, 3));
        assertRefused(
                "halving by a factor of 1: expected at least 2",
                () -> Halving.epochs(1, 9).withFactor(1));
    }
}
