package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.tier.KernelSelection;
import lanewise.optimize.Adam;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class MiniBatchTest {

    private static final Network NETWORK = Network.of(4, Layer.tanh(20), Layer.softmax(3));
    private static final Trainer TRAINER = Trainer.of(new Sgd(0.1));
    private final Dataset train = Iris.split().train(); // 130 rows
    private final Model start = Model.normal(NETWORK, 0.5, new RandomState(3));

    /** An epoch equals a sequence of full-batch runs of one iteration, each on a batch's rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 32, 64, 65, 129})
    void trainsOnEachBatchAndTheRestInTheLast(int size) {
        int[] order = IntStream.range(0, 130).toArray();
        new RandomState(42).shuffle(order);
        TrainingRun run = TRAINER.withBatches(size).withSeed(42).withEpochs(1).fit(start, train);
        Model model = start;
        int batches = 0;
        for (int from = 0; from < 130; from += size) {
            int[] rows = Arrays.copyOfRange(order, from, Math.min(from + size, 130));
            TrainingRun step = TRAINER.withIterations(1).fit(model, train.select(rows));
            assertEquals(step.history().loss(0), run.history().loss(batches), "batch " + batches);
            assertEquals(step.history().accuracy(0), run.history().accuracy(batches));
            model = step.model();
            batches++;
        }
        assertEquals(batches, run.iteration());
        assertEquals(1, run.epoch());
        assertArrayEquals(model.parameters(), run.model().parameters());
    }

    @Test
    void shufflesBeforeEachEpoch() {
        int[] order = IntStream.range(0, 130).toArray();
        RandomState random = new RandomState(0);
        Model model = start;
        for (int epoch = 0; epoch < 3; epoch++) {
            random.shuffle(order);
            for (int from = 0; from < 130; from += 65) {
                int[] rows = Arrays.copyOfRange(order, from, from + 65);
                model = TRAINER.withIterations(1).fit(model, train.select(rows)).model();
            }
        }
        Trainer three = TRAINER.withBatches(65).withEpochs(3);
        assertEquals(model.parametersSha256(), three.fit(start, train).model().parametersSha256());
        assertNotEquals(
                model.parametersSha256(),
                three.withSeed(1).fit(start, train).model().parametersSha256());
    }

    static Stream<Arguments> unshuffled() {
        List<Network> networks =
                List.of(
                        NETWORK,
                        Network.of(4, Layer.relu(150), Layer.gelu(18), Layer.softmax(3)),
                        Network.of(4, Layer.sigmoid(5).recurrent(), Layer.softmax(3)));
        return networks.stream()
                .flatMap(
                        network ->
                                Stream.of(1, 16, 32, 50, 64, 128)
                                        .map(size -> Arguments.of(network, size)));
    }

    @ParameterizedTest(name = "{0}, batches of {1}")
    @MethodSource("unshuffled")
    void keepsTheOrderWithoutShuffling(Network network, int size) {
        Model first = Model.normal(network, 0.3, new RandomState(3));
        String obstacle = KernelSelection.specialisedObstacle(NetworkAccess.plan(network));
        for (Tier tier : Tier.values()) {
            if (tier == Tier.SPECIALISED && !obstacle.isEmpty()) {
                continue;
            }
            Trainer trainer = TRAINER.withTier(tier);
            TrainingRun run =
                    trainer.withBatches(size).withoutShuffling().withEpochs(2).fit(first, train);
            Model model = first;
            for (int batch = 0; batch < run.iteration(); batch++) {
                int from = batch % Math.ceilDiv(130, size) * size;
                int[] rows = IntStream.range(from, Math.min(from + size, 130)).toArray();
                TrainingRun step = trainer.withIterations(1).fit(model, train.select(rows));
                assertEquals(step.history().loss(0), run.history().loss(batch));
                assertEquals(step.history().hits(0), run.history().hits(batch));
                model = step.model();
            }
            assertEquals(model.parametersSha256(), run.model().parametersSha256());
        }
    }

    /** Also if weights need scaling, which each batch does by its own largest weight. */
    @ParameterizedTest
    @CsvSource({"1, 50", "1, 48", "1e15, 48", "1e-15, 48"})
    void batchesHaveTheWeightsOfTheirRows(float scale, int size) {
        float[] weights = new float[130];
        for (int row = 0; row < 130; row++) {
            weights[row] = (1 + row % 7) * (row < 60 ? 1 : scale);
        }
        Model model = start;
        for (int from = 0; from < 130; from += size) {
            int to = Math.min(from + size, 130);
            Trainer part = TRAINER.withSampleWeights(Arrays.copyOfRange(weights, from, to));
            int[] rows = IntStream.range(from, to).toArray();
            model = part.withIterations(1).fit(model, train.select(rows)).model();
        }
        Trainer whole = TRAINER.withSampleWeights(weights).withBatches(size).withoutShuffling();
        TrainingRun run = whole.withEpochs(1).fit(start, train);
        assertEquals(model.parametersSha256(), run.model().parametersSha256());
    }

    @Test
    void batchOfAllRowsEqualsFullBatch() {
        Trainer ten = TRAINER.withIterations(10);
        String full = ten.fit(start, train).model().parametersSha256();
        assertEquals(full, ten.withBatches(130).fit(start, train).model().parametersSha256());
        assertEquals(full, ten.withBatches(1000).fit(start, train).model().parametersSha256());
        assertEquals(
                full,
                ten.withBatches(8).withFullBatch().fit(start, train).model().parametersSha256());
    }

    /** With shuffling, dropout and the optimizer's memory. */
    @Test
    void continuingAfterAStopKeepsTheBits() {
        Network network =
                Network.of(4, Layer.relu(20).withDropout(0.3), Layer.gelu(17), Layer.softmax(3));
        Model model = Model.initialize(network, Initializer.heNormal(), new RandomState(5));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(48).withEpochs(20).withSeed(9);
        TrainingRun whole = trainer.fit(model, train);
        TrainingRun stopped =
                trainer.withListener(
                                TrainingListener.everyIteration(run -> run.iteration() % 7 != 0))
                        .fit(model, train);
        assertEquals(7, stopped.iteration());
        assertEquals(StopReason.LISTENER, stopped.stopReason());
        while (stopped.iteration() < 60) {
            stopped.advance(60 - stopped.iteration());
        }
        assertEquals(whole.model().parametersSha256(), stopped.model().parametersSha256());
        for (int i = 0; i < 60; i++) {
            assertEquals(whole.history().loss(i), stopped.history().loss(i));
        }
    }

    @Test
    void rejectsSettingsOutOfRange() {
        assertRefused("batches of 0 rows: expected at least 1", () -> TRAINER.withBatches(0));
        assertRefused("0 epochs: expected at least 1", () -> TRAINER.withEpochs(0));
        assertRefused("seed -1: expected 0 to 4294967295", () -> TRAINER.withSeed(-1));
        assertRefused("weight decay -1.0", () -> TRAINER.withWeightDecay(-1));
        assertRefused("gradient norm limit 0.0", () -> TRAINER.withMaxGradientNorm(0));
        assertRefused("0 threads: expected 1", () -> TRAINER.withThreads(0));
    }
}
