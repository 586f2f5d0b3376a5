package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.EngineLife;
import lanewise.testing.Iris;
import lanewise.testing.Losses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Models that a group trains side by side, in the lanes of vectors, get the bits that they get
 * alone.
 */
class StackedTrainingTest {

    private static final Dataset IRIS = Iris.split().train();
    private static final Network SMALL = Network.of(4, Layer.tanh(5), Layer.softmax(3));
    private static final Network WIDE =
            Network.of(4, Layer.relu(17), Layer.tanh(18), Layer.sigmoid(3));
    private static final Trainer TRAINER = Trainer.of(new Sgd(0.1)).withBatches(8).withEpochs(2);

    private static Model start(Network network, int seed) {
        return Model.initialize(network, Initializer.glorotUniform(), new RandomState(seed));
    }

    private static TrainingRequest request(Network network, Trainer trainer, int seed) {
        return TrainingRequest.of(
                start(network, seed), trainer.withSeed(seed).withTier(Tier.VECTOR), IRIS);
    }

    private static List<TrainingRequest> requests(int count, IntFunction<TrainingRequest> each) {
        return IntStream.range(0, count).mapToObj(each).toList();
    }

    private static int[] rows(int seed, int count) {
        return Arrays.copyOf(new RandomState(seed).permutation(130), count);
    }

    /** Trains side by side, and compares all results with those of the scalar kernels alone. */
    private static List<TrainingResult> compare(int threads, List<TrainingRequest> requests) {
        List<TrainingResult> results =
                TrainingGroup.of(requests).withThreads(threads).stacked().fit();
        for (int k = 0; k < results.size(); k++) {
            TrainingRequest request = requests.get(k);
            TrainingResult result = results.get(k);
            assertTrue(result.kernels().startsWith("stacked-"), result.kernels());
            Dataset own = request.rows().map(request.data()::select).orElse(request.data());
            TrainingRun expected =
                    request.trainer().withTier(Tier.SCALAR).fit(request.start(), own);
            String which = k + ": " + request;
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
                assertEquals(expected.history().accuracy(i), result.history().accuracy(i), which);
            }
        }
        return results;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 20, 31, 32, 48, 64})
    void batchesOfAnySize(int batch) {
        Trainer trainer = TRAINER.withBatches(batch).withEpochs(1);
        compare(1, requests(5, seed -> request(SMALL, trainer, seed)));
        compare(1, requests(5, seed -> request(WIDE, trainer, seed)));
        compare(1, requests(3, seed -> request(Iris.NETWORK, trainer, seed)));
    }

    /** Rows of at least 16 features are gathered by vectors. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16})
    void rowsOfManyFeatures(int batch) {
        Network network = Network.of(21, Layer.sigmoid(5), Layer.softmax(17));
        Dataset data = EngineLife.data(network, 50);
        Trainer trainer = TRAINER.withBatches(batch).withEpochs(1).withTier(Tier.VECTOR);
        compare(
                1,
                requests(
                        3,
                        seed ->
                                TrainingRequest.of(
                                        start(network, seed), trainer.withSeed(seed), data)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "15, 1", "16, 1", "17, 1", "40, 1", "40, 2", "35, 3"})
    void anyNumberOfModelsOnAnyNumberOfThreads(int models, int threads) {
        int several = Math.max(2, models);
        compare(threads, requests(several, seed -> request(SMALL, TRAINER, seed)));
    }

    /** Learning rates, schedules, penalties, limits, rows and lengths differ from lane to lane. */
    @ParameterizedTest
    @CsvSource({"1, true", "8, true", "8, false", "12, true", "16, true", "16, false"})
    void settingsOfEachModel(int batch, boolean limited) {
        compare(
                2,
                requests(
                        24,
                        seed -> {
                            double rate = 0.05 * (1 + seed);
                            Optimizer sgd =
                                    new Sgd(
                                            seed % 2 == 0
                                                    ? new CosineDecay(rate, 0.01, 40)
                                                    : new ExponentialDecay(rate, 0.99));
                            Trainer trainer =
                                    TRAINER.withOptimizer(sgd)
                                            .withBatches(batch)
                                            .withWeightDecay(0.001 * (1 + seed))
                                            .withEpochs(1 + seed % 3);
                            if (limited) {
                                trainer = trainer.withMaxGradientNorm(0.05 * (1 + seed));
                            }
                            if (seed % 4 == 0) {
                                trainer = trainer.withoutShuffling();
                            }
                            return request(seed < 12 ? SMALL : WIDE, trainer, seed)
                                    .withRows(rows(seed, 40 + 3 * seed));
                        }));
    }

    @Test
    void optimizersOfEveryKind() {
        List<IntFunction<Optimizer>> kinds =
                List.of(
                        seed -> new Momentum(0.01 * (1 + seed), 0.9 - 0.1 * seed),
                        seed -> new Nesterov(0.01 * (1 + seed), 0.9 - 0.1 * seed),
                        seed -> new RmsProp(0.001 * (1 + seed)),
                        seed -> new Adam(0.001 * (1 + seed)),
                        seed -> new AdamW(0.001 * (1 + seed)));
        List<TrainingRequest> requests = new ArrayList<>();
        for (IntFunction<Optimizer> kind : kinds) {
            for (int seed = 0; seed < 4; seed++) {
                Trainer trainer = TRAINER.withOptimizer(kind.apply(seed));
                requests.add(request(SMALL, trainer, seed));
                requests.add(request(WIDE, trainer.withBatches(20), seed));
            }
        }
        compare(2, requests);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsOfEveryKind(Activation activation) {
        if (activation == Activation.SOFTMAX) {
            return; // an output only: see the others
        }
        Network network =
                Network.of(
                                4,
                                new Layer(6, activation, true),
                                new Layer(3, Activation.SOFTMAX, true))
                        .withLoss(Loss.CROSS_ENTROPY);
        compare(1, requests(3, seed -> request(network, TRAINER, seed)));
        compare(1, requests(3, seed -> request(network, TRAINER.withBatches(24), seed)));
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void lossesOfEveryKind(Loss loss) {
        losses(Losses.outputs(loss), loss);
        if (Losses.outputs(loss) == Activation.IDENTITY) {
            losses(Activation.TANH, loss);
            losses(Activation.GELU, loss);
        }
    }

    private static void losses(Activation outputs, Loss loss) {
        Network network = new Network(4, List.of(Layer.gelu(6), Layer.of(3, outputs)), loss);
        compare(1, requests(3, seed -> request(network, TRAINER.withBatches(5), seed)));
        compare(1, requests(3, seed -> request(network, TRAINER.withoutHistory(), seed)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 20})
    void dropoutMasksOfEachModel(int batch) {
        Network network =
                Network.of(
                        4,
                        Layer.relu(20).withDropout(0.3),
                        Layer.tanh(18).withDropout(0.5),
                        Layer.softmax(3));
        compare(1, requests(5, seed -> request(network, TRAINER.withBatches(batch), seed)));
    }

    @Test
    void weightsOfRowsAndClasses() {
        float[] weights = new float[130];
        for (int row = 0; row < 130; row++) {
            weights[row] = row % 5 == 0 ? 0 : 1e12f * row;
        }
        Trainer weighed = TRAINER.withSampleWeights(weights);
        Trainer balanced = TRAINER.withBalancedClasses();
        compare(1, requests(4, seed -> request(SMALL, weighed, seed)));
        compare(1, requests(4, seed -> request(WIDE, balanced, seed)));
    }

    @Test
    void eachModelStopsEarlyByItself() {
        Dataset validation = IRIS.select(rows(99, 30));
        Trainer stopping =
                TRAINER.withEpochs(40)
                        .withOptimizer(new Sgd(0.7))
                        .withEarlyStopping(new EarlyStopping(validation, 2));
        List<TrainingResult> results =
                compare(2, requests(30, seed -> request(SMALL, stopping, seed)));
        long stopped =
                results.stream().filter(r -> r.stopReason() == StopReason.EARLY_STOPPING).count();
        assertTrue(stopped > 5, stopped + " of 30");
    }

    @Test
    void eachModelStopsByItselfWhenItsLossGrows() {
        Network network = Network.of(4, Layer.tanh(6), Layer.identity(3));
        List<TrainingRequest> requests =
                requests(
                        20,
                        seed -> {
                            Optimizer sgd = new Sgd(0.1 * (1 + seed));
                            return request(
                                    network,
                                    TRAINER.withOptimizer(sgd)
                                            .withEpochs(10)
                                            .withoutHistory()
                                            .withDivergenceLimit(1.05),
                                    seed);
                        });
        List<StopReason> reasons = new ArrayList<>();
        for (TrainingResult result : TrainingGroup.of(requests).stacked().fit()) {
            reasons.add(result.stopReason());
        }
        for (int k = 0; k < requests.size(); k++) {
            TrainingRequest request = requests.get(k);
            StopReason alone;
            try {
                alone = request.trainer().fit(request.start(), IRIS).stopReason();
            } catch (DivergenceException e) {
                alone = StopReason.DIVERGED;
            }
            assertEquals(alone, reasons.get(k));
        }
        assertTrue(reasons.contains(StopReason.LOSS_GREW), reasons.toString());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void divergenceOfAModelAffectsNoOther(boolean history) {
        Network network = Network.of(4, Layer.relu(8), Layer.identity(3));
        List<TrainingRequest> requests =
                requests(
                        20,
                        seed -> {
                            double rate = seed % 3 == 0 ? 50 : 0.01;
                            Trainer trainer = TRAINER.withOptimizer(new Sgd(rate)).withEpochs(30);
                            return request(
                                    network, history ? trainer : trainer.withoutHistory(), seed);
                        });
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(1).stacked().fit();
        for (int k = 0; k < requests.size(); k++) {
            TrainingRequest request = requests.get(k);
            TrainingResult result = results.get(k);
            Trainer scalar = request.trainer().withTier(Tier.SCALAR);
            if (k % 3 == 0) {
                DivergenceException alone =
                        assertThrows(
                                DivergenceException.class, () -> scalar.fit(request.start(), IRIS));
                DivergenceException own = result.divergence().orElseThrow();
                assertEquals(StopReason.DIVERGED, result.stopReason());
                assertEquals(alone.getMessage(), own.getMessage());
                assertEquals(alone.iteration(), own.iteration());
                assertArrayEquals(alone.lastFinite().parameters(), own.lastFinite().parameters());
                assertArrayEquals(alone.lastFinite().parameters(), result.model().parameters());
            } else {
                assertEquals(
                        scalar.fit(request.start(), IRIS).model().parametersSha256(),
                        result.model().parametersSha256());
            }
        }
    }

    @Test
    void cancelStopsAll() {
        Trainer endless = TRAINER.withEpochs(1_000_000).withoutHistory();
        List<TrainingRequest> requests = requests(40, seed -> request(SMALL, endless, seed));
        TrainingGroup group = TrainingGroup.of(requests).withThreads(2).stacked();
        Thread other =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(100);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            group.cancel();
                        });
        other.start();
        List<TrainingResult> results = group.fit();
        for (TrainingResult result : results) {
            assertEquals(StopReason.CANCELLED, result.stopReason());
        }
        assertTrue(results.get(0).iterations() > 0);
        assertEquals(0, results.get(39).iterations());
        TrainingRequest first = requests.get(0);
        Trainer asFar = TRAINER.withIterations(results.get(0).iterations()).withoutHistory();
        assertEquals(
                asFar.withSeed(0).fit(first.start(), IRIS).model().parametersSha256(),
                results.get(0).model().parametersSha256());
    }

    @Test
    void interruptStopsAll() {
        Trainer endless = TRAINER.withEpochs(1_000_000).withoutHistory();
        List<TrainingRequest> requests = requests(20, seed -> request(SMALL, endless, seed));
        Thread.currentThread().interrupt();
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(2).stacked().fit();
        assertTrue(Thread.interrupted());
        for (TrainingResult result : results) {
            assertEquals(StopReason.INTERRUPTED, result.stopReason());
            assertFalse(result.complete());
        }
    }

    private static long stacked(TrainingGroup group) {
        return group.fit().stream().filter(r -> r.kernels().startsWith("stacked-")).count();
    }

    @Test
    void listenersAndLargeBatchesAreTrainedAlone() {
        Trainer observed = TRAINER.withListener(TrainingListener.everyEpoch(_ -> true));
        for (Trainer trainer : List.of(observed, TRAINER.withBatches(65))) {
            List<TrainingRequest> some = requests(4, seed -> request(SMALL, trainer, seed));
            assertEquals(0, stacked(TrainingGroup.of(some).stacked()));
        }
    }

    @Test
    void fewModelsAndBatchesAboveSixteenRowsAreTrainedAlone() {
        assertEquals(
                6, stacked(TrainingGroup.of(requests(6, seed -> request(SMALL, TRAINER, seed)))));
        assertEquals(
                0, stacked(TrainingGroup.of(requests(5, seed -> request(SMALL, TRAINER, seed)))));
        Trainer large = TRAINER.withBatches(17);
        assertEquals(
                0, stacked(TrainingGroup.of(requests(40, seed -> request(SMALL, large, seed)))));
        Trainer nine = TRAINER.withBatches(9); // single models fill vectors with units
        assertEquals(0, stacked(TrainingGroup.of(requests(40, seed -> request(WIDE, nine, seed)))));
    }

    @Test
    void differentShapesAreStackedApart() {
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            requests.add(request(SMALL, TRAINER, seed));
            requests.add(request(SMALL, TRAINER.withBatches(7), seed));
            requests.add(request(SMALL, TRAINER.withWeightDecay(0.1), seed));
            requests.add(request(SMALL, TRAINER.withMaxGradientNorm(1), seed));
            requests.add(request(SMALL, TRAINER.withOptimizer(new Adam(0.1)), seed));
            requests.add(request(Iris.NETWORK, TRAINER, seed));
        }
        compare(2, requests);
        assertEquals(requests.size(), stacked(TrainingGroup.of(requests)));
    }
}
