package lanewise.select;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.Scaler;
import lanewise.train.StopReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Searches, cross-validations and restarts whose trials run elsewhere. */
class TrialExecutorTest {

    private static final CrossValidation SCALED =
            CrossValidation.of(Trials.FOLDS, Trials.CV.metrics().getFirst()).withSeeds(1, 2);

    /** Runs shuffled chunks of trials, the last first, each twice. */
    private record Chunks(TrialExecutor elsewhere, int size) implements TrialExecutor {
        @Override
        public Optional<StopReason> run(List<Task> tasks, Receiver receiver) {
            List<Task> shuffled = new ArrayList<>(tasks);
            Collections.shuffle(shuffled, new Random(size));
            for (int from = 0; from < shuffled.size(); from += size) {
                List<Task> chunk = shuffled.subList(from, Math.min(from + size, shuffled.size()));
                for (int k = 0; k < 2; k++) {
                    Optional<StopReason> stopped = elsewhere.run(chunk, receiver);
                    if (stopped.isPresent()) {
                        return stopped;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static Estimator scaled(Candidate candidate) {
        return Trials.estimator(candidate).withScaler(Scaler.STANDARD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void aSearchHasTheSameTable(int size) {
        Search search = Trials.search();
        List<SearchProgress> progress = new ArrayList<>();
        SearchResult here = search.fit(Trials.IRIS, SCALED, TrialExecutorTest::scaled);
        TrialExecutor there =
                Trials.search()
                        .executor(
                                Trials.IRIS.select(IntStream.range(0, 65).toArray()),
                                SCALED.withThreads(1),
                                candidate -> scaled(Trials.search(), candidate));
        SearchResult result =
                search.withListener(progress::add)
                        .fit(
                                Trials.IRIS,
                                SCALED.withExecutor(new Chunks(there, size)),
                                TrialExecutorTest::scaled);
        assertTrue(result.complete());
        assertEquals(Trials.table(here), Trials.table(result));
        assertEquals(24, progress.size(), "repeated trials count once");
        assertEquals(24, progress.getLast().done());
    }

    /** As another JVM makes it. */
    private static Estimator scaled(Search search, Candidate candidate) {
        assertEquals(search.candidates().get(candidate.index()).toString(), candidate.toString());
        return scaled(candidate);
    }

    @Test
    void halvingAndJournalStayWhereTheSearchIs(@TempDir Path folder) throws Exception {
        Search search = Trials.search().withHalving(Halving.epochs(2, 4).withFactor(2));
        SearchResult here = search.fit(Trials.IRIS, Trials.CV, Trials::estimator);
        Path file = folder.resolve("trials");
        Search noted = search.withJournal(file);
        AtomicInteger trials = new AtomicInteger();
        TrialExecutor there = noted.executor(Trials.IRIS, Trials.CV, Trials::estimator);
        TrialExecutor failing =
                (tasks, receiver) ->
                        there.run(
                                tasks,
                                outcome -> {
                                    if (trials.incrementAndGet() == 14) {
                                        throw new IllegalStateException("the cable broke");
                                    }
                                    return receiver.trialDone(outcome);
                                });
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                noted.fit(
                                        Trials.IRIS,
                                        Trials.CV.withExecutor(failing),
                                        Trials::estimator));
        assertEquals("the cable broke", e.getMessage());
        int kept = Files.readAllLines(file).size();
        assertTrue(kept >= 1 + 12, kept + " lines");
        SearchResult resumed =
                noted.fit(
                        Trials.IRIS,
                        Trials.CV.withExecutor(new Chunks(there, 2)),
                        Trials::estimator);
        assertEquals(Trials.table(here), Trials.table(resumed));
        assertEquals(2, resumed.rungs().size());
    }

    @Test
    void crossValidationGetsOutputsAndModels() {
        Estimator estimator = Trials.estimator(4, 0.02).withScaler(Scaler.STANDARD);
        CrossValidation validation = SCALED.keepingModels();
        CrossValidationResult here = validation.fit(Trials.IRIS, estimator);
        TrialExecutor there = validation.executor(Trials.IRIS, estimator);
        CrossValidationResult result =
                validation.withExecutor(new Chunks(there, 2)).fit(Trials.IRIS, estimator);
        assertEquals(here.toString(), result.toString());
        assertEquals(6, result.models().size());
        for (int k = 0; k < 6; k++) {
            assertEquals(here.trials().get(k).fold(), result.trials().get(k).fold());
            assertEquals(here.models().get(k).scaling(), result.models().get(k).scaling());
            assertEquals(
                    here.models().get(k).model().parametersSha256(),
                    result.models().get(k).model().parametersSha256());
        }
        assertArrayEquals(
                here.predictions().orElseThrow().array(),
                result.predictions().orElseThrow().array());
        CrossValidation plain = SCALED.withExecutor(SCALED.executor(Trials.IRIS, estimator));
        assertEquals(List.of(), plain.fit(Trials.IRIS, estimator).models());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void restartsGetTheBestModel(int size) {
        Dataset train = Trials.IRIS.select(IntStream.range(0, 45).toArray());
        Dataset validation = Trials.IRIS.select(IntStream.range(45, 65).toArray());
        Restarts restarts =
                Restarts.of(
                        Trials.estimator(4, 0.02).withScaler(Scaler.STANDARD), 5, 3, 8, 1, 7, 6);
        Restarts.Result here = restarts.fit(train, validation);
        Set<Long> withModel = new HashSet<>();
        TrialExecutor there = restarts.withThreads(2).executor(train, validation);
        TrialExecutor observed =
                (tasks, receiver) ->
                        new Chunks(there, size)
                                .run(
                                        tasks,
                                        outcome -> {
                                            outcome.model()
                                                    .ifPresent(
                                                            _ ->
                                                                    withModel.add(
                                                                            outcome.trial()
                                                                                    .seed()));
                                            return receiver.trialDone(outcome);
                                        });
        Restarts.Result result = restarts.withExecutor(observed).fit(train, validation);
        assertEquals(here.seed(), result.seed());
        assertArrayEquals(here.scores(), result.scores());
        assertEquals(
                here.model().model().parametersSha256(), result.model().model().parametersSha256());
        assertEquals(here.model().scaling(), result.model().scaling());
        assertEquals((5 + size) / size, withModel.size(), "one model for each chunk");
    }

    @Test
    void aCancelledExecutorBeginsNoTrial() {
        Estimator estimator = Trials.estimator(3, 0.03);
        TrialExecutor there = SCALED.executor(Trials.IRIS, estimator);
        there.cancel();
        CrossValidationResult result = SCALED.withExecutor(there).fit(Trials.IRIS, estimator);
        assertEquals(Optional.of(StopReason.CANCELLED), result.stopReason());
        assertFalse(result.complete());
        Restarts restarts = Restarts.of(estimator, 1, 2);
        TrialExecutor cancelled = restarts.executor(Trials.IRIS, Trials.IRIS);
        cancelled.cancel();
        CancellationException e =
                assertThrows(
                        CancellationException.class,
                        () -> restarts.withExecutor(cancelled).fit(Trials.IRIS, Trials.IRIS));
        assertTrue(e.getMessage().startsWith("the executor was cancelled"), e.getMessage());
    }

    @Test
    void cancellingASearchCancelsItsExecutor() {
        Search search = Trials.search();
        TrialExecutor there = search.executor(Trials.IRIS, SCALED, TrialExecutorTest::scaled);
        AtomicInteger cancelled = new AtomicInteger();
        TrialExecutor waiting =
                new TrialExecutor() {
                    @Override
                    public Optional<StopReason> run(List<Task> tasks, Receiver receiver) {
                        search.cancel();
                        return there.run(tasks, receiver);
                    }

                    @Override
                    public void cancel() {
                        cancelled.incrementAndGet();
                        there.cancel();
                    }
                };
        SearchResult result =
                search.fit(Trials.IRIS, SCALED.withExecutor(waiting), TrialExecutorTest::scaled);
        assertEquals(Optional.of(StopReason.CANCELLED), result.stopReason());
        assertEquals(1, cancelled.get());
    }

    @Test
    void tasksAndOutcomesOfOthersAreRefused() {
        Estimator estimator = Trials.estimator(3, 0.03);
        TrialExecutor validation = SCALED.executor(Trials.IRIS, estimator);
        assertRefused(
                "Task[rung=0, candidate=0, fold=3, seed=1, cost=1.0] is not of this"
                        + " cross-validation, which has 3 folds",
                () -> run(validation, new TrialExecutor.Task(0, 0, 3, 1, 1)));
        TrialExecutor search =
                Trials.search().executor(Trials.IRIS, SCALED, TrialExecutorTest::scaled);
        assertRefused(
                "Task[rung=0, candidate=4, fold=0, seed=1, cost=1.0] is not of this search, which"
                        + " has 4 candidates and 1 rungs",
                () -> run(search, new TrialExecutor.Task(0, 4, 0, 1, 1)));
        Restarts restarts = Restarts.of(estimator, 1, 2);
        TrialExecutor seeds = restarts.executor(Trials.IRIS, Trials.IRIS);
        assertRefused(
                "Task[rung=0, candidate=0, fold=0, seed=3, cost=1.0] is none of these restarts,"
                        + " which have the seeds [1, 2]",
                () -> run(seeds, new TrialExecutor.Task(0, 0, 0, 3, 1)));
        assertOutcomeRefused("is none of its tasks", 7, StopReason.ITERATIONS_DONE, 0.5);
        assertOutcomeRefused("was stopped before its end", 1, StopReason.INTERRUPTED, 0.5);
        assertOutcomeRefused("expected 1 score", 1, StopReason.ITERATIONS_DONE, 0.5, 0.5);
    }

    private static void run(TrialExecutor executor, TrialExecutor.Task task) {
        executor.run(List.of(task), _ -> true);
    }

    private static void assertOutcomeRefused(
            String message, long seed, StopReason reason, Double... scores) {
        Trial trial = new Trial(0, 0, 0, seed, reason, 1, 1, List.of(scores));
        TrialExecutor.Outcome outcome =
                new TrialExecutor.Outcome(trial, Optional.empty(), Optional.empty());
        TrialExecutor wrong =
                (_, receiver) -> {
                    receiver.trialDone(outcome);
                    return Optional.empty();
                };
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                SCALED.withExecutor(wrong)
                                        .fit(Trials.IRIS, Trials.estimator(3, 0.03)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertSame(trial, outcome.trial());
    }
}
