package lanewise.shard;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.tier.KernelProvider;
import lanewise.internal.tier.KernelSelection;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.optimize.WarmUp;
import lanewise.testing.EngineLife;
import lanewise.testing.Iris;
import lanewise.testing.Losses;
import lanewise.train.DivergenceException;
import lanewise.train.EarlyStopping;
import lanewise.train.RunAccess;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Bits depend on the number of shards and the trainer's settings, not on where a shard is computed.
 */
class ShardedTrainerTest {
    private static final Network NETWORK =
            Network.of(6, Layer.gelu(19), Layer.tanh(5).withoutBias(), Layer.softmax(3));
    private static final Network DROPPING =
            Network.of(6, Layer.relu(20).withDropout(0.3), Layer.gelu(17), Layer.softmax(3));
    private static final Network RECURRENT =
            Network.of(6, Layer.tanh(5).recurrent(), Layer.softmax(3));
    private static final int ROWS = 103;
    private static final Dataset DATA = EngineLife.data(NETWORK, ROWS);
    private static final Dataset VALIDATION = EngineLife.data(NETWORK, 20);

    private static Trainer common() {
        return Trainer.of(new Adam(0.01)).withIterations(23).withSeed(9);
    }

    private static float[] weights() {
        Random random = new Random(3);
        float[] weights = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            weights[row] = row % 5 == 0 ? 0 : random.nextFloat() * 3;
        }
        return weights;
    }

    /** As {@link #weights}, with rows of large weights among those of small ones. */
    private static float[] extremeWeights() {
        float[] weights = weights();
        for (int row = 0; row < ROWS; row++) {
            weights[row] = Math.scalb(weights[row], row % 29 == 1 ? 60 : -50);
        }
        return weights;
    }

    static Stream<Trainer> trainers() {
        Trainer all = common();
        return Stream.of(
                all,
                all.withBatches(32),
                all.withBatches(32).withoutShuffling().withoutHistory(),
                all.withBatches(7),
                all.withBatches(1),
                all.withBatches(ROWS - 1),
                all.withOptimizer(new Sgd(new WarmUp(5, new CosineDecay(0.2, 0.01, 20))))
                        .withSampleWeights(weights()),
                all.withOptimizer(new Momentum(0.05, 0.9)).withSampleWeights(extremeWeights()),
                all.withBatches(20)
                        .withOptimizer(new RmsProp(0.01))
                        .withSampleWeights(extremeWeights()),
                all.withOptimizer(new AdamW(0.01, 0.02))
                        .withBatches(20)
                        .withWeightDecay(0.01)
                        .withMaxGradientNorm(0.3)
                        .withSampleWeights(weights()),
                all.withBatches(30)
                        .withMaxGradientNorm(0.01)
                        .withEarlyStopping(new EarlyStopping(VALIDATION, 2)));
    }

    private static void assertSameRun(TrainingRun expected, TrainingRun run) {
        assertEquals(expected.iteration(), run.iteration());
        assertEquals(expected.stopReason(), run.stopReason());
        assertEquals(bits(expected.loss()), bits(run.loss()));
        assertEquals(bits(expected.validationLoss()), bits(run.validationLoss()));
        assertEquals(expected.lossGrowth(), run.lossGrowth());
        assertEquals(expected.model().parametersSha256(), run.model().parametersSha256());
        assertEquals(expected.history().size(), run.history().size());
        for (int i = 0; i < expected.history().size(); i++) {
            assertEquals(bits(expected.history().loss(i)), bits(run.history().loss(i)));
            assertEquals(expected.history().hits(i), run.history().hits(i));
        }
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void oneShardHasTheBitsOfTrainer(Trainer trainer) {
        for (Network network : List.of(NETWORK, DROPPING)) {
            for (Tier tier : List.of(Tier.SCALAR, Tier.VECTOR)) {
                Model start = EngineLife.start(network);
                Trainer onTier = trainer.withTier(tier);
                TrainingRun expected = onTier.fit(start, DATA);
                TrainingRun run = ShardedTrainer.of(onTier, 1).fit(start, DATA);
                assertSameRun(expected, run);
                assertArrayEquals(expected.gradient(), run.gradient());
                assertNotEquals(start.parametersSha256(), run.model().parametersSha256());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void threadsTiersAndOrderDoNotMatter(Trainer trainer) {
        for (Network network : List.of(NETWORK, DROPPING)) {
            for (int shards : new int[] {2, 5, 64, 200}) {
                Model start = EngineLife.start(network);
                Trainer scalar = trainer.withTier(Tier.SCALAR);
                ShardedTrainer sharded = ShardedTrainer.of(scalar.withThreads(1), shards);
                TrainingRun expected = sharded.fit(start, DATA);
                assertNotEquals(start.parametersSha256(), expected.model().parametersSha256());
                ShardedTrainer two = ShardedTrainer.of(scalar.withThreads(2), shards);
                assertSameRun(expected, two.fit(start, DATA));
                ShardedTrainer three =
                        ShardedTrainer.of(trainer.withTier(Tier.VECTOR).withThreads(3), shards);
                assertSameRun(expected, three.fit(start, DATA));
                TrainingRun moved = ShardedTrainer.of(trainer, shards).start(start, DATA);
                moved.advance(3);
                RunAccess.moveTo(moved, Tier.VECTOR, KernelProvider.vector());
                moved.advance(moved.remaining());
                assertSameRun(expected, moved);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLossIsTrained(Loss loss) {
        Layer last = Layer.of(3, Losses.outputs(loss));
        Network network = new Network(6, List.of(Layer.gelu(7), last), loss);
        Model start = EngineLife.start(network);
        Trainer trainer = common().withBatches(32).withSampleWeights(weights());
        TrainingRun expected = trainer.withTier(Tier.SCALAR).fit(start, DATA);
        Trainer vector = trainer.withTier(Tier.VECTOR);
        assertSameRun(expected, ShardedTrainer.of(vector, 1).fit(start, DATA));
        TrainingRun five = ShardedTrainer.of(trainer.withTier(Tier.SCALAR), 5).fit(start, DATA);
        assertSameRun(five, ShardedTrainer.of(vector.withThreads(2), 5).fit(start, DATA));
    }

    @Test
    void recurrentNetworksAreTrained() {
        Model start = EngineLife.start(RECURRENT);
        Trainer trainer = common().withIterations(4).withBatches(50).withTier(Tier.SCALAR);
        TrainingRun whole = trainer.fit(start, DATA);
        TrainingRun one = ShardedTrainer.of(trainer, 1).fit(start, DATA);
        assertSameRun(whole, one);
        assertEquals(whole.convergence(0), one.convergence(0));
        TrainingRun five = ShardedTrainer.of(trainer, 5).fit(start, DATA);
        Trainer vector = trainer.withTier(Tier.VECTOR).withThreads(2);
        assertSameRun(five, ShardedTrainer.of(vector, 5).fit(start, DATA));
        assertThrows(IllegalStateException.class, () -> five.convergence(0));
    }

    @Test
    void specialisedKernelsGiveTheSameBits() {
        Network network = Iris.NETWORK;
        Dataset data = Iris.split().train();
        assertEquals("", KernelSelection.specialisedObstacle(NetworkAccess.plan(network)));
        for (Trainer trainer : List.of(common(), common().withBatches(65))) {
            for (int shards : new int[] {1, 2, 7}) {
                Trainer scalar = trainer.withTier(Tier.SCALAR);
                TrainingRun expected = ShardedTrainer.of(scalar, shards).fit(Iris.start(), data);
                Trainer special = trainer.withTier(Tier.SPECIALISED);
                assertSameRun(expected, ShardedTrainer.of(special, shards).fit(Iris.start(), data));
            }
        }
    }

    /** Three workers with the rows of some shards each, which send blocks in random order. */
    private static final class Elsewhere implements ShardSums {
        private final ShardPlan plan;
        private final Random random = new Random(7);
        private final List<Gradients> gradients = new ArrayList<>();
        private final List<List<ShardRows>> rows = new ArrayList<>();
        private final SumTree tree;
        private final Network network;
        private boolean fails;

        Elsewhere(Model start, ShardPlan plan, float[] weights, Tier tier) {
            this.plan = plan;
            network = start.network();
            tree = new SumTree(network, plan.shards());
            int workers = 3;
            for (int worker = 0; worker < workers; worker++) {
                int first = plan.shards() * worker / workers;
                int end = plan.shards() * (worker + 1) / workers;
                if (first == end || plan.begin(first) == plan.end(end - 1)) {
                    continue; // no rows: nothing to send either
                }
                int[] own = new int[plan.end(end - 1) - plan.begin(first)];
                for (int k = 0; k < own.length; k++) {
                    own[k] = plan.begin(first) + k;
                }
                Gradients ofWorker =
                        Gradients.of(start, DATA.select(own)).withTier(tier).withPlan(plan);
                if (weights != null) {
                    int from = plan.begin(first);
                    ofWorker =
                            ofWorker.withWeights(
                                    Arrays.copyOfRange(weights, from, from + own.length));
                }
                List<ShardRows> shards = new ArrayList<>();
                for (int shard = first; shard < end; shard++) {
                    int local = plan.begin(shard) - plan.begin(first);
                    shards.add(ofWorker.shard(shard, local));
                }
                gradients.add(ofWorker);
                rows.add(shards);
            }
        }

        @Override
        public GradientSum sum(float[] parameters, int iteration, boolean measure) {
            if (fails) {
                throw new IllegalStateException("a worker was lost");
            }
            List<SumTree.Block> blocks = new ArrayList<>();
            boolean[] sent = new boolean[plan.shards()];
            for (int worker = 0; worker < rows.size(); worker++) {
                SumTree part = new SumTree(network, plan.shards());
                List<ShardRows> order = new ArrayList<>(rows.get(worker));
                Collections.shuffle(order, random);
                for (ShardRows shard : order) {
                    GradientSum sum = part.unused();
                    gradients.get(worker).sum(parameters, shard, iteration, measure, sum);
                    part.add(shard.shard(), sum);
                    sent[shard.shard()] = true;
                }
                blocks.addAll(part.blocks());
            }
            Collections.shuffle(blocks, random);
            tree.clear();
            for (SumTree.Block block : blocks) {
                tree.addBlock(block.begin(), block.end(), block.sum());
            }
            for (int shard = 0; shard < sent.length; shard++) {
                if (!sent[shard]) {
                    tree.add(shard, GradientSum.of(network));
                }
            }
            return tree.total();
        }
    }

    @Test
    void sumsComputedElsewhereGiveTheSameBits() {
        float[] weights = weights();
        for (Trainer trainer :
                List.of(
                        common(),
                        common().withBatches(7),
                        common().withBatches(40),
                        common().withBatches(30)
                                .withEarlyStopping(new EarlyStopping(VALIDATION, 3)))) {
            for (Network network : List.of(NETWORK, DROPPING)) {
                for (int shards : new int[] {1, 2, 6, 64, 200}) {
                    Model start = EngineLife.start(network);
                    Trainer weighted = trainer.withSampleWeights(weights);
                    TrainingRun expected = ShardedTrainer.of(weighted, shards).fit(start, DATA);
                    ShardedTrainer sharded = ShardedTrainer.of(trainer, shards);
                    ShardPlan plan = sharded.plan(ROWS);
                    Tier tier = shards == 6 ? Tier.VECTOR : Tier.AUTO;
                    Elsewhere elsewhere = new Elsewhere(start, plan, weights, tier);
                    TrainingRun run = sharded.start(start, plan, elsewhere);
                    run.advance(5);
                    elsewhere.fails = true;
                    IllegalStateException lost =
                            assertThrows(IllegalStateException.class, () -> run.advance(1));
                    assertEquals("a worker was lost", lost.getMessage());
                    elsewhere.fails = false;
                    run.advance(run.remaining());
                    assertSameRun(expected, run);
                }
            }
        }
    }

    @Test
    void stepsOnGivenSumsGiveTheSameBits() {
        Trainer trainer = common().withBatches(25);
        Model start = EngineLife.start(DROPPING);
        ShardPlan plan = ShardPlan.of(trainer, ROWS, 4);
        Elsewhere elsewhere = new Elsewhere(start, plan, null, Tier.SCALAR);
        ParameterUpdate update = ParameterUpdate.start(trainer, start, plan);
        assertArrayEquals(start.parameters(), update.parameters());
        for (int iteration = 0; iteration < 10; iteration++) {
            assertTrue(update.step(elsewhere.sum(update.parameters(), iteration, true)));
        }
        update = ParameterUpdate.resume(trainer, update.run().checkpoint(), plan);
        boolean more = true;
        while (more) {
            int iteration = update.run().iteration();
            more = update.step(elsewhere.sum(update.parameters(), iteration, true));
        }
        TrainingRun expected = ShardedTrainer.of(trainer, 4).fit(start, DATA);
        assertSameRun(expected, update.run());
        assertArrayEquals(expected.model().parameters(), update.parameters());
        ParameterUpdate done = update;
        GradientSum few = GradientSum.of(DROPPING);
        assertRefused("a sum of 0 rows in iteration 23: expected 25", () -> done.step(few));
        assertThrows(IllegalStateException.class, () -> done.run().advance(1));
    }

    /** The sums of shards are those of all rows but for the rounding of the last additions. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 64, 103, 200})
    void moreShardsOnlyChangeTheRounding(int shards) {
        for (Network network : List.of(NETWORK, RECURRENT)) {
            Model start = EngineLife.start(network);
            Trainer trainer = Trainer.of(new Sgd(0.5)).withIterations(1);
            TrainingRun expected = trainer.fit(start, DATA);
            TrainingRun run = ShardedTrainer.of(trainer, shards).fit(start, DATA);
            float[] gradient = run.gradient();
            float[] whole = expected.gradient();
            double largest = 0;
            for (float g : whole) {
                largest = Math.max(largest, Math.abs(g));
            }
            for (int k = 0; k < whole.length; k++) {
                assertEquals(whole[k], gradient[k], 3e-7 * largest, "parameter " + k);
            }
            assertEquals(expected.loss(), run.loss(), 1e-6);
            assertEquals(expected.history().hits(0), run.history().hits(0));
        }
    }

    @Test
    void irisIsLearnedWithAnyNumberOfShards() {
        Dataset train = Iris.split().train();
        for (int shards : new int[] {1, 8}) {
            Model model = ShardedTrainer.of(Iris.TRAINER, shards).fit(Iris.start(), train).model();
            int hits = 0;
            int[] predicted = model.classify(Iris.split().test().features());
            for (int row = 0; row < predicted.length; row++) {
                hits += predicted[row] == Iris.split().test().label(row) ? 1 : 0;
            }
            assertEquals(16, hits);
        }
    }

    @Test
    void fewRowsAndEmptyShardsTrain() {
        for (int rows : new int[] {1, 2, 3, 17}) {
            Dataset data = EngineLife.data(NETWORK, rows);
            for (int batch : new int[] {1, 2, 5, 100}) {
                Trainer trainer = common().withBatches(batch);
                Model start = EngineLife.start(NETWORK);
                TrainingRun one = trainer.fit(start, data);
                assertSameRun(one, ShardedTrainer.of(trainer, 1).fit(start, data));
                for (int shards : new int[] {2, 16, 100}) {
                    TrainingRun run =
                            ShardedTrainer.of(trainer.withTier(Tier.SCALAR), shards)
                                    .fit(start, data);
                    assertEquals(23, run.iteration());
                    assertEquals(
                            Math.min(batch, rows),
                            RunAccess.state(run.checkpoint()).history().rows()[0]);
                    Trainer vector = trainer.withTier(Tier.VECTOR).withThreads(2);
                    assertSameRun(run, ShardedTrainer.of(vector, shards).fit(start, data));
                }
            }
        }
    }

    @Test
    void rowsOfAnEpochAreThoseOfTheData() {
        for (int shards : new int[] {1, 3, 8}) {
            // A learning rate of almost 0: the sum of the batches' gradients is that of all rows.
            Trainer trainer = Trainer.of(new Sgd(1e-30)).withBatches(10).withEpochs(3);
            Model start = EngineLife.start(NETWORK);
            TrainingRun run = ShardedTrainer.of(trainer, shards).fit(start, DATA);
            TrainingRun all = Trainer.of(new Sgd(1e-30)).fit(start, DATA);
            for (int epoch = 0; epoch < 3; epoch++) {
                int hits = 0;
                double loss = 0;
                for (int i = 11 * epoch; i < 11 * (epoch + 1); i++) {
                    hits += run.history().hits(i);
                    loss += run.history().loss(i) * (i % 11 == 10 ? 3 : 10);
                }
                assertEquals(all.history().hits(0), hits);
                assertEquals(all.loss(), loss / ROWS, 1e-6);
            }
            assertNotEquals(run.history().loss(0), run.history().loss(11));
        }
    }

    @Test
    void listenersFollowRunsAndStopThem() {
        List<String> seen = new ArrayList<>();
        Trainer trainer =
                common().withBatches(50)
                        .withListener(
                                TrainingListener.everyEpoch(
                                        run -> {
                                            seen.add(run.epoch() + " " + run.checkpoint());
                                            return run.epoch() < 2;
                                        }));
        TrainingRun run = ShardedTrainer.of(trainer, 4).fit(EngineLife.start(NETWORK), DATA);
        assertEquals(StopReason.LISTENER, run.stopReason());
        assertEquals(6, run.iteration());
        assertEquals(2, seen.size());
    }

    @Test
    void interruptsStopARun() {
        TrainingRun run = ShardedTrainer.of(common(), 4).start(EngineLife.start(NETWORK), DATA);
        Thread.currentThread().interrupt();
        run.advance(3);
        assertTrue(Thread.interrupted());
        assertEquals(StopReason.INTERRUPTED, run.stopReason());
        run.advance(run.remaining());
        assertSameRun(ShardedTrainer.of(common(), 4).fit(EngineLife.start(NETWORK), DATA), run);
    }

    @Test
    void divergingRunsAreReported() {
        Trainer wild = Trainer.of(new Sgd(1e38)).withIterations(50);
        Network network = Network.of(6, Layer.relu(20), Layer.identity(3));
        Model start = EngineLife.start(network);
        DivergenceException whole =
                assertThrows(DivergenceException.class, () -> wild.fit(start, DATA));
        DivergenceException one =
                assertThrows(
                        DivergenceException.class,
                        () -> ShardedTrainer.of(wild, 1).fit(start, DATA));
        assertEquals(whole.getMessage(), one.getMessage());
        ShardedTrainer four = ShardedTrainer.of(wild, 4);
        assertThrows(DivergenceException.class, () -> four.fit(start, DATA));
        ShardPlan plan = four.plan(ROWS);
        Elsewhere elsewhere = new Elsewhere(start, plan, null, Tier.SCALAR);
        TrainingRun run = four.start(start, plan, elsewhere);
        assertThrows(DivergenceException.class, () -> run.advance(50));
        assertEquals(StopReason.DIVERGED, run.stopReason());
    }

    @Test
    void rejectsWhatDoesNotFit() {
        Model start = EngineLife.start(NETWORK);
        assertRefused("0 shards: expected 1 to 65536", () -> ShardedTrainer.of(common(), 0));
        ShardedTrainer sharded = ShardedTrainer.of(common().withBatches(10), 4);
        assertRefused(
                "features for a network",
                () -> sharded.fit(start, EngineLife.data(Network.of(2, Layer.tanh(3)), 5)));
        ShardPlan other = ShardPlan.of(common().withBatches(11), ROWS, 4);
        ShardSums none = (parameters, iteration, measure) -> GradientSum.of(NETWORK);
        assertRefused(
                "expected plan(rows) of this trainer", () -> sharded.start(start, other, none));
        Trainer weighted = common().withBalancedClasses();
        ShardedTrainer withWeights = ShardedTrainer.of(weighted, 4);
        assertRefused(
                "give the weights to Gradients.withWeights",
                () -> withWeights.start(start, withWeights.plan(ROWS), none));
        TrainingRun run = sharded.start(start, sharded.plan(ROWS), none);
        assertRefused("a sum of 0 rows in iteration 0: expected 10", () -> run.advance(1));
        assertFalse(run.model() == null);
        ShardSums wrong = (parameters, iteration, measure) -> GradientSum.of(RECURRENT);
        TrainingRun second = sharded.start(start, sharded.plan(ROWS), wrong);
        assertRefused("parameters: expected " + NETWORK.parameterCount(), () -> second.advance(1));
        EarlyStopping rule = new EarlyStopping(EngineLife.data(Network.of(2, Layer.tanh(3)), 5), 2);
        ShardedTrainer stopping = ShardedTrainer.of(common().withEarlyStopping(rule), 4);
        assertRefused(
                "validation: 2 features", () -> stopping.start(start, stopping.plan(ROWS), none));
    }
}
