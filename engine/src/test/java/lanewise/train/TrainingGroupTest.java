package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class TrainingGroupTest {

    private static final Dataset IRIS = Iris.split().train();
    private static final Network SMALL = Network.of(4, Layer.tanh(5), Layer.softmax(3));
    private static final Network DEEP =
            Network.of(4, Layer.relu(20), Layer.sigmoid(17).withDropout(0.3), Layer.sigmoid(3));
    private static final Trainer TRAINER = Trainer.of(new Sgd(0.1)).withBatches(8).withEpochs(2);

    private static Model start(Network network, int seed) {
        return Model.initialize(network, Initializer.glorotUniform(), new RandomState(seed));
    }

    private static TrainingRequest request(Network network, Trainer trainer, int seed) {
        return TrainingRequest.of(start(network, seed), trainer.withSeed(seed), IRIS);
    }

    /** Rows {@code from}, {@code from + step} and so on. */
    private static int[] every(int step, int from) {
        return IntStream.iterate(from, row -> row < 130, row -> row + step).toArray();
    }

    /** Requests that differ in everything that requests can differ in. */
    private static List<TrainingRequest> mixture() {
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            requests.add(TrainingRequest.of(start(Iris.NETWORK, seed), Iris.TRAINER, IRIS));
            requests.add(request(SMALL, TRAINER, seed));
            requests.add(request(SMALL, TRAINER.withBatches(1), seed).withRows(every(3, seed)));
            requests.add(request(DEEP, TRAINER.withOptimizer(new Adam(0.01)), seed));
            requests.add(request(DEEP, TRAINER.withFullBatch(), seed).withRows(every(2, seed)));
        }
        requests.add(request(SMALL, TRAINER.withOptimizer(new Momentum(0.1, 0.9)), 4));
        requests.add(request(SMALL, TRAINER.withOptimizer(new Nesterov(0.1, 0.9)), 4));
        requests.add(request(SMALL, TRAINER.withOptimizer(new RmsProp(0.01)), 4));
        requests.add(request(SMALL, TRAINER.withOptimizer(new AdamW(0.01)), 4));
        requests.add(
                request(SMALL, TRAINER.withOptimizer(new Sgd(new ExponentialDecay(0.5, 0.99))), 4));
        requests.add(request(SMALL, TRAINER.withWeightDecay(0.01).withoutShuffling(), 5));
        requests.add(request(SMALL, TRAINER.withMaxGradientNorm(0.1).withoutHistory(), 5));
        Dataset validation = IRIS.select(every(5, 0));
        Trainer stopping = TRAINER.withEpochs(60).withOptimizer(new Sgd(0.8));
        stopping = stopping.withEarlyStopping(new EarlyStopping(validation, 1));
        requests.add(request(SMALL, stopping, 6).withRows(every(2, 1)));
        requests.add(request(SMALL, stopping, 7));
        return requests;
    }

    private static TrainingRun alone(TrainingRequest request) {
        Dataset rows = request.rows().map(IRIS::select).orElse(IRIS);
        return request.trainer().fit(request.start(), rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void trainsEachModelAsItWouldBeAlone(int threads) {
        List<TrainingRequest> requests = mixture();
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(threads).fit();
        assertEquals(requests.size(), results.size());
        for (int k = 0; k < results.size(); k++) {
            TrainingRun expected = alone(requests.get(k));
            TrainingResult result = results.get(k);
            String which = k + ": " + requests.get(k);
            assertEquals(
                    expected.model().parametersSha256(), result.model().parametersSha256(), which);
            assertEquals(expected.model().classNames(), result.model().classNames(), which);
            assertEquals(expected.stopReason(), result.stopReason(), which);
            assertEquals(expected.iteration(), result.iterations(), which);
            assertEquals(expected.loss(), result.loss(), which);
            assertEquals(expected.validationLoss(), result.validationLoss(), which);
            assertEquals(expected.history().size(), result.history().size(), which);
            for (int i = 0; i < result.history().size(); i++) {
                assertEquals(expected.history().loss(i), result.history().loss(i), which);
                assertEquals(expected.history().hits(i), result.history().hits(i), which);
            }
            assertTrue(result.complete(), which);
            assertTrue(result.seconds() > 0, which);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void modelsCanBeCreatedWhenTheirTrainingBegins(int threads) {
        List<TrainingRequest> drawn = new ArrayList<>();
        List<TrainingRequest> given = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            Trainer seeded = TRAINER.withSeed(seed);
            int[] rows = every(2, seed % 2);
            drawn.add(
                    TrainingRequest.of(DEEP, Initializer.heNormal(), seeded, IRIS)
                            .withRows(rows)
                            .with(SMALL, Initializer.glorotUniform(), seeded));
            given.add(request(SMALL, TRAINER, seed).withRows(rows));
            assertArrayEquals(
                    given.get(seed).start().parameters(), drawn.get(seed).start().parameters());
        }
        String[] shas = new String[8];
        TrainingGroup group = TrainingGroup.of(drawn).withThreads(threads);
        assertEquals(
                Optional.empty(),
                group.fitEach(
                        (index, result) -> {
                            shas[index] = result.model().parametersSha256();
                            return true;
                        }));
        for (int k = 0; k < 8; k++) {
            assertEquals(alone(given.get(k)).model().parametersSha256(), shas[k]);
        }
    }

    @Test
    void aReceiverOfResultsCanStopTheGroup() {
        List<Integer> received = new ArrayList<>();
        List<Integer> heard = new ArrayList<>();
        TrainingGroup group =
                TrainingGroup.of(mixture())
                        .withThreads(1)
                        .withListener((index, result) -> heard.add(index));
        assertEquals(
                Optional.of(StopReason.CANCELLED),
                group.fitEach((index, result) -> received.add(index) && received.size() < 3));
        assertEquals(3, received.size());
        assertEquals(received, heard);
    }

    @Test
    void someStopEarly() {
        long stopped =
                TrainingGroup.of(mixture()).fit().stream()
                        .filter(result -> result.stopReason() == StopReason.EARLY_STOPPING)
                        .count();
        assertEquals(2, stopped);
    }

    @Test
    void weightsFollowTheChosenRows() {
        float[] weights = new float[130];
        for (int row = 0; row < 130; row++) {
            weights[row] = 1 + row % 7;
        }
        int[] rows = every(3, 1);
        float[] ofRows = new float[rows.length];
        for (int k = 0; k < rows.length; k++) {
            ofRows[k] = weights[rows[k]];
        }
        int[] unbalanced =
                Arrays.stream(every(1, 0)).filter(r -> IRIS.label(r) > 0 || r < 30).toArray();
        Model start = start(SMALL, 1);
        List<TrainingRequest> requests =
                List.of(
                        TrainingRequest.of(start, TRAINER.withSampleWeights(weights), IRIS)
                                .withRows(rows),
                        TrainingRequest.of(start, TRAINER.withBalancedClasses(), IRIS)
                                .withRows(unbalanced),
                        TrainingRequest.of(start, TRAINER.withBalancedClasses(), IRIS),
                        TrainingRequest.of(start, TRAINER.withClassWeights(1, 2, 3), IRIS)
                                .withRows(rows));
        List<String> expected =
                List.of(
                        sha(TRAINER.withSampleWeights(ofRows), start, IRIS.select(rows)),
                        sha(TRAINER.withBalancedClasses(), start, IRIS.select(unbalanced)),
                        sha(TRAINER.withBalancedClasses(), start, IRIS),
                        sha(TRAINER.withClassWeights(1, 2, 3), start, IRIS.select(rows)));
        assertEquals(expected, shas(TrainingGroup.of(requests).fit()));
    }

    private static String sha(Trainer trainer, Model start, Dataset data) {
        return trainer.fit(start, data).model().parametersSha256();
    }

    private static List<String> shas(List<TrainingResult> results) {
        return results.stream().map(result -> result.model().parametersSha256()).toList();
    }

    @Test
    void requestsWithAndWithoutClassNamesMayShareData() {
        Model plain = start(SMALL, 2);
        Model named = plain.withClassNames(List.of("virginica", "setosa", "versicolor"));
        List<TrainingRequest> requests =
                List.of(
                        TrainingRequest.of(plain, TRAINER, IRIS),
                        TrainingRequest.of(named, TRAINER, IRIS));
        List<TrainingResult> results = TrainingGroup.of(requests).fit();
        assertEquals(sha(TRAINER, plain, IRIS), shas(results).get(0));
        assertEquals(sha(TRAINER, named, IRIS), shas(results).get(1));
        assertEquals(named.classNames(), results.get(1).model().classNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCALAR", "VECTOR", "SPECIALISED"})
    void usesTheTierOfEachTrainer(String tier) {
        Trainer trainer = Iris.TRAINER.withTier(Tier.valueOf(tier)).withIterations(300);
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            requests.add(TrainingRequest.of(start(Iris.NETWORK, seed), trainer, IRIS));
        }
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(2).fit();
        for (int seed = 0; seed < 4; seed++) {
            TrainingRun expected = alone(requests.get(seed));
            assertEquals(expected.kernels(), results.get(seed).kernels());
            assertEquals(expected.model().parametersSha256(), shas(results).get(seed));
        }
    }

    @Test
    void warmsUpOnceForShortRuns() {
        List<TrainingRequest> requests = new ArrayList<>();
        Trainer trainer = Iris.TRAINER.withIterations(20_000).withoutHistory();
        for (int seed = 0; seed < 40; seed++) {
            requests.add(TrainingRequest.of(start(Iris.NETWORK, seed), trainer, IRIS));
        }
        List<TrainingResult> results = TrainingGroup.of(requests).fit();
        assertTrue(
                results.getLast().kernels().startsWith("specialised"), results.getLast().kernels());
        assertEquals(
                sha(trainer.withTier(Tier.SPECIALISED), requests.get(7).start(), IRIS),
                shas(results).get(7));
    }

    @Test
    void divergenceIsTheResultOfItsModelAlone() {
        Network network = Network.of(4, Layer.relu(8), Layer.identity(3));
        Trainer wild = Trainer.gradientDescent(10, 1000);
        List<TrainingRequest> requests =
                List.of(
                        request(SMALL, TRAINER, 0),
                        TrainingRequest.of(start(network, 1), wild, IRIS),
                        request(SMALL, TRAINER, 1));
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(1).fit();
        DivergenceException alone =
                assertThrows(DivergenceException.class, () -> alone(requests.get(1)));
        TrainingResult diverged = results.get(1);
        assertEquals(StopReason.DIVERGED, diverged.stopReason());
        assertEquals(alone.getMessage(), diverged.divergence().orElseThrow().getMessage());
        assertEquals(alone.iteration(), diverged.iterations());
        assertArrayEquals(alone.lastFinite().parameters(), diverged.model().parameters());
        assertTrue(diverged.complete());
        assertEquals(
                sha(requests.get(2).trainer(), requests.get(2).start(), IRIS),
                shas(results).get(2));
        assertTrue(results.get(0).divergence().isEmpty());
    }

    private static List<TrainingRequest> endless(int count) {
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            Trainer trainer = Trainer.gradientDescent(0.1, 1_000_000_000).withoutHistory();
            requests.add(request(SMALL, trainer.withTier(Tier.SCALAR), seed));
        }
        return requests;
    }

    private static void assertStopped(StopReason reason, List<TrainingResult> results) {
        for (TrainingResult result : results) {
            assertEquals(reason, result.stopReason());
            assertFalse(result.complete());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void cancelStopsAll(int threads) throws InterruptedException {
        TrainingGroup group = TrainingGroup.of(endless(3)).withThreads(threads);
        Thread other =
                new Thread(
                        () -> {
                            sleep();
                            group.cancel();
                        });
        other.start();
        List<TrainingResult> results = group.fit();
        other.join();
        assertStopped(StopReason.CANCELLED, results);
        assertTrue(results.get(0).iterations() > 0);
        assertEquals(0, results.get(2).iterations());
        assertEquals("none", results.get(2).kernels());
        assertArrayEquals(start(SMALL, 2).parameters(), results.get(2).model().parameters());
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void interruptStopsAll(int threads) throws InterruptedException {
        Thread caller = Thread.currentThread();
        Thread other =
                new Thread(
                        () -> {
                            sleep();
                            caller.interrupt();
                        });
        other.start();
        List<TrainingResult> results = TrainingGroup.of(endless(3)).withThreads(threads).fit();
        assertTrue(Thread.interrupted());
        other.join();
        assertStopped(StopReason.INTERRUPTED, results);
    }

    @Test
    void interruptedCallerBeginsNoModel() {
        List<TrainingRequest> requests = new ArrayList<>();
        for (int k = 0; k < 100; k++) {
            requests.add(request(SMALL, TRAINER.withEpochs(1), k));
        }
        Thread.currentThread().interrupt();
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(32).fit();
        assertTrue(Thread.interrupted());
        assertStopped(StopReason.INTERRUPTED, results);
        for (TrainingResult result : results) {
            assertEquals("none", result.kernels());
        }
    }

    @Test
    void interruptAlsoStopsOthersWhenTheCallerHasNoModelLeft() {
        List<TrainingRequest> requests = new ArrayList<>(endless(2));
        Thread caller = Thread.currentThread();
        Trainer interrupting =
                TRAINER.withListener(
                        TrainingListener.everyEpoch(
                                run -> {
                                    caller.interrupt();
                                    return true;
                                }));
        requests.set(1, request(SMALL, interrupting, 1));
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(2).fit();
        assertTrue(Thread.interrupted());
        assertFalse(results.get(0).complete());
    }

    @Test
    void listenerSeesEachResultAndCanStop() {
        List<Integer> seen = new ArrayList<>();
        List<TrainingRequest> requests = mixture();
        List<TrainingResult> all =
                TrainingGroup.of(requests)
                        .withListener(
                                (index, result) -> {
                                    seen.add(index);
                                    return true;
                                })
                        .fit();
        assertEquals(all.size(), seen.stream().distinct().count());
        List<TrainingResult> one =
                TrainingGroup.of(requests).withThreads(1).withListener((_, _) -> false).fit();
        assertEquals(1, one.stream().filter(TrainingResult::complete).count());
        assertEquals(
                all.size() - 1,
                one.stream().filter(r -> r.stopReason() == StopReason.CANCELLED).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void exceptionOfAListenerStopsAll(int threads) {
        ArithmeticException thrown = new ArithmeticException("thrown by the listener");
        TrainingGroup group =
                TrainingGroup.of(mixture())
                        .withThreads(threads)
                        .withListener(
                                (_, _) -> {
                                    throw thrown;
                                });
        assertEquals(thrown, assertThrows(ArithmeticException.class, group::fit));
    }

    @Test
    void cancelBeforeTheCallStopsIt() {
        TrainingGroup group = TrainingGroup.of(endless(3));
        group.cancel();
        for (TrainingResult result : group.fit()) {
            assertEquals(StopReason.CANCELLED, result.stopReason());
            assertEquals(0, result.iterations());
        }
        TrainingGroup small = TrainingGroup.of(List.of(request(SMALL, TRAINER, 0)));
        assertTrue(small.fit().getFirst().complete());
    }

    @Test
    void listenerOfATrainerCancelsItsOwnRun() {
        TrainingListener cancelling =
                TrainingListener.everyEpoch(
                        run -> {
                            run.cancel();
                            return true;
                        });
        List<TrainingResult> results =
                TrainingGroup.of(
                                List.of(
                                        request(SMALL, TRAINER.withListener(cancelling), 0),
                                        request(SMALL, TRAINER, 1)))
                        .fit();
        assertEquals(StopReason.CANCELLED, results.get(0).stopReason());
        assertEquals(StopReason.ITERATIONS_DONE, results.get(1).stopReason());
    }

    @Test
    void divergenceIsExplainedByTheChosenRows() {
        float[][] rows = new float[20][4];
        String[] labels = new String[20];
        for (int k = 0; k < 20; k++) {
            Arrays.fill(rows[k], k == 0 ? 1000 : k / 20f);
            labels[k] = "class " + k % 3;
        }
        Dataset data = Dataset.labelled(rows, labels);
        Network network = Network.of(4, Layer.relu(8), Layer.identity(3));
        Trainer wild = Trainer.gradientDescent(100, 1000);
        int[] small = IntStream.range(1, 20).toArray();
        TrainingRequest request = TrainingRequest.of(start(network, 1), wild, data).withRows(small);
        DivergenceException alone =
                assertThrows(
                        DivergenceException.class,
                        () -> wild.fit(request.start(), data.select(small)));
        DivergenceException own =
                TrainingGroup.of(List.of(request)).fit().getFirst().divergence().orElseThrow();
        assertEquals(alone.getMessage(), own.getMessage());
    }

    @Test
    void requiresTheTiersOfAllTrainersFirst() {
        Network dropping = Network.of(4, Layer.relu(8).withDropout(0.1), Layer.softmax(3));
        Trainer specialised = TRAINER.withTier(Tier.SPECIALISED);
        TrainingGroup group =
                TrainingGroup.of(
                        List.of(request(SMALL, TRAINER, 0), request(dropping, specialised, 1)));
        assertThrows(IllegalStateException.class, group::fit);
    }

    @Test
    void groupWithoutRequestsHasNoResults() {
        assertEquals(List.of(), TrainingGroup.of(List.of()).fit());
    }

    @Test
    void rejectsInvalidRequests() {
        Model start = start(SMALL, 0);
        Dataset narrow = Dataset.of(new FeatureMatrix(5, 3), new FeatureMatrix(5, 3));
        assertRefused("3 features", () -> TrainingRequest.of(start, TRAINER, narrow));
        TrainingRequest request = TrainingRequest.of(start, TRAINER, IRIS);
        assertRefused("no rows", request::withRows);
        TrainingRequest weighed =
                TrainingRequest.of(start, TRAINER.withClassWeights(1, 1, 0), IRIS);
        int[] ofOneClass = IntStream.range(0, 130).filter(row -> IRIS.label(row) == 2).toArray();
        assertRefused("weight 0", () -> weighed.withRows(ofOneClass));
        float[] weights = new float[130];
        weights[7] = 1;
        TrainingRequest one = TrainingRequest.of(start, TRAINER.withSampleWeights(weights), IRIS);
        assertRefused("all chosen rows have the weight 0", () -> one.withRows(1, 2, 3));
        FeatureMatrix numbers = new FeatureMatrix(130, 3);
        numbers.set(4, 1, 7);
        Dataset regression = Dataset.of(IRIS.features(), numbers);
        assertRefused(
                "the targets of row 0 sum to 0.0",
                () -> TrainingRequest.of(start, TRAINER, regression));
        assertRefused("row 130: expected 0 to 129", () -> request.withRows(3, 130));
        assertRefused("row -1", () -> request.withRows(-1));
        assertRefused("0 threads", () -> TrainingGroup.of(List.of()).withThreads(0));
        List<TrainingRequest> withNull = Arrays.asList(request, null);
        NullPointerException e =
                assertThrows(NullPointerException.class, () -> TrainingGroup.of(withNull));
        assertEquals("request 1 is null: expected a model to train", e.getMessage());
    }
}
