package lanewise.shard;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Sgd;
import lanewise.testing.DoubleNetwork;
import lanewise.testing.EngineLife;
import lanewise.testing.WidthUnderTest;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

/** Gradient sums are those of a training's iterations, and allocate nothing. */
class GradientsTest {
    private static final Network NETWORK =
            Network.of(5, Layer.gelu(18), Layer.tanh(6), Layer.softmax(3));

    private static float[] weights(int rows) {
        Random random = new Random(5);
        float[] weights = new float[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = row % 7 == 0 ? 0 : random.nextFloat() * 3;
        }
        return weights;
    }

    @Test
    void areTheDerivativeOfTheLoss() {
        for (Loss loss : Loss.values()) {
            Layer last =
                    switch (loss) {
                        case MEAN_SQUARED_ERROR -> Layer.tanh(4);
                        case MEAN_ABSOLUTE_ERROR, HUBER -> Layer.identity(4);
                        case BINARY_CROSS_ENTROPY -> Layer.sigmoid(4);
                        case CROSS_ENTROPY -> Layer.softmax(4);
                    };
            Network network = new Network(3, List.of(Layer.gelu(6), last), loss);
            int rows = 41;
            Dataset data = EngineLife.data(network, rows);
            float[] weights = weights(rows);
            Model model = EngineLife.start(network);
            GradientSum sum = GradientSum.of(network);
            Gradients.of(model, data).withWeights(weights).sum(model.parameters(), sum);
            FeatureMatrix targets = data.targets();
            DoubleNetwork exact = new DoubleNetwork(network, data.features(), targets, weights, 0);
            double[] parameters = DoubleNetwork.parameters(model);
            double perRow = loss == Loss.CROSS_ENTROPY ? 1 : 4;
            double factor = loss == Loss.MEAN_SQUARED_ERROR ? 2 : 1;
            double terms = sum.weight() * perRow;
            assertEquals(exact.loss(parameters), sum.lossSum() / terms / factor, 1e-6);
            for (int k = 0; k < parameters.length; k++) {
                double derivative = exact.derivative(parameters, k, 1e-5);
                assertEquals(derivative, sum.gradient()[k] / terms, 2e-6, loss + " " + k);
            }
            assertEquals(rows, sum.rows());
        }
    }

    @Test
    void haveTheBitsOfATrainersIteration() {
        for (int rows : new int[] {1, 5, 8, 9, 16, 100, 1500}) {
            Dataset data = EngineLife.data(NETWORK, rows);
            Model model = EngineLife.start(NETWORK);
            TrainingRun run = Trainer.of(new Sgd(0.1)).fit(model, data);
            for (Tier tier : List.of(Tier.SCALAR, Tier.VECTOR, Tier.AUTO)) {
                GradientSum sum = GradientSum.of(NETWORK);
                Gradients gradients = Gradients.of(model, data).withTier(tier);
                gradients.sum(model.parameters(), sum);
                assertIteration(run, sum);
                int[] order = new int[rows + 2];
                for (int k = 0; k < rows; k++) {
                    order[k + 1] = k;
                }
                sum.clear();
                gradients.sum(model.parameters(), order, 1, rows, 0, true, sum);
                assertIteration(run, sum);
                gradients.sum(model.parameters(), order, 1, 0, 0, true, sum);
                assertEquals(0, sum.rows());
            }
        }
    }

    private static void assertIteration(TrainingRun run, GradientSum sum) {
        float[] mean = sum.gradient().clone();
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) (mean[k] / sum.weight());
        }
        assertArrayEquals(run.gradient(), mean);
        assertEquals(run.loss(), (float) (sum.lossSum() / sum.weight()));
        assertEquals(run.history().hits(0), sum.hits());
    }

    @Test
    void batchesOfChangingSizesDoNotAffectEachOther() {
        Dataset data = EngineLife.data(NETWORK, 120);
        Model model = EngineLife.start(NETWORK);
        Gradients one = Gradients.of(model, data).withLargestBatch(70);
        GradientSum sum = GradientSum.of(NETWORK);
        GradientSum alone = GradientSum.of(NETWORK);
        int[] rows = new int[120];
        Random random = new Random(1);
        for (int time = 0; time < 100; time++) {
            int count = 1 + random.nextInt(70);
            for (int k = 0; k < count; k++) {
                rows[k] = random.nextInt(120);
            }
            one.sum(model.parameters(), rows, 0, count, time, true, sum);
            Gradients.of(model, data)
                    .withLargestBatch(70)
                    .sum(model.parameters(), rows, 0, count, time, true, alone);
            assertArrayEquals(alone.gradient(), sum.gradient());
            assertEquals(alone.lossSum(), sum.lossSum());
            assertEquals(alone.hits(), sum.hits());
        }
    }

    @Test
    void lateWorkersHaveTheSameRows() {
        Trainer trainer = Trainer.of(new Sgd(0.1)).withBatches(20).withSeed(4);
        Dataset data = EngineLife.data(NETWORK, 90);
        Model model = EngineLife.start(NETWORK);
        ShardPlan plan = ShardPlan.of(trainer, 90, 3);
        Gradients gradients = Gradients.of(model, data).withPlan(plan);
        GradientSum inOrder = GradientSum.of(NETWORK);
        GradientSum late = GradientSum.of(NETWORK);
        ShardRows steady = gradients.shard(1, plan.begin(1));
        ShardRows jumping = gradients.shard(1, plan.begin(1));
        for (int iteration = 0; iteration < 30; iteration++) {
            gradients.sum(model.parameters(), steady, iteration, true, inOrder);
            ShardRows fresh = gradients.shard(1, plan.begin(1));
            for (ShardRows rows : List.of(fresh, jumping)) {
                gradients.sum(model.parameters(), rows, iteration, true, late);
                assertArrayEquals(inOrder.gradient(), late.gradient());
            }
            gradients.sum(model.parameters(), jumping, 29 - iteration, true, late);
        }
    }

    /** The tier AUTO may move to other kernels meanwhile, once: it allocates those then. */
    @ParameterizedTest
    @CsvSource({"SCALAR, 5", "VECTOR, 5", "AUTO, 1"})
    void sumsAllocateNothing(Tier tier, int shards) {
        Dataset data = EngineLife.data(NETWORK, 103);
        Model model = EngineLife.start(NETWORK);
        for (int batch : new int[] {1000, 32}) {
            Trainer trainer = Trainer.of(new Sgd(0.1)).withBatches(batch);
            ShardPlan plan = ShardPlan.of(trainer, 103, shards);
            Gradients gradients = Gradients.of(model, data).withTier(tier).withPlan(plan);
            SumTree tree = new SumTree(NETWORK, shards);
            ShardRows[] rows = new ShardRows[shards];
            for (int shard = 0; shard < shards; shard++) {
                rows[shard] = gradients.shard(shard, plan.begin(shard));
            }
            float[] parameters = model.parameters();
            int[] iteration = new int[1];
            WidthUnderTest.untilCompiled(
                    500,
                    999,
                    times -> {
                        for (int k = 0; k < times; k++) {
                            tree.clear();
                            for (ShardRows shard : rows) {
                                GradientSum sum = tree.unused();
                                gradients.sum(parameters, shard, iteration[0], true, sum);
                                tree.add(shard.shard(), sum);
                            }
                            iteration[0]++;
                        }
                    });
        }
    }

    @Test
    void rejectsWhatDoesNotFit() {
        Dataset data = EngineLife.data(NETWORK, 10);
        Model model = EngineLife.start(NETWORK);
        Gradients gradients = Gradients.of(model, data);
        GradientSum sum = GradientSum.of(NETWORK);
        float[] parameters = model.parameters();
        assertRefused(
                "3 parameters and a sum of " + parameters.length,
                () -> gradients.sum(new float[3], sum));
        assertRefused("9 weights for 10 rows", () -> gradients.withWeights(new float[9]));
        assertRefused(
                "weight 3 is -1.0: expected",
                () -> gradients.withWeights(1, 1, 1, -1, 1, 1, 1, 1, 1, 1));
        assertRefused("seed -1", () -> gradients.withSeed(-1));
        assertRefused("a largest batch of 0 rows", () -> gradients.withLargestBatch(0));
        assertRefused(
                "10 rows: expected at most 3",
                () -> gradients.withLargestBatch(3).sum(parameters, sum));
        int[] rows = {0, 10};
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> gradients.sum(parameters, rows, 0, 2, 0, true, sum));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> gradients.sum(parameters, rows, 1, 2, 0, true, sum));
        assertRefused("iteration -1", () -> gradients.sum(parameters, rows, 0, 1, -1, true, sum));
        assertThrows(IllegalStateException.class, () -> gradients.shard(0, 0));
        Gradients planned = gradients.withPlan(new ShardPlan(10, 2, 10, true, 0));
        assertRefused("expected the index of its first row", () -> planned.shard(1, 6));
        assertThrows(IndexOutOfBoundsException.class, () -> planned.shard(2, 0));
        ShardRows other = gradients.withPlan(new ShardPlan(10, 2, 10, true, 0)).shard(0, 0);
        assertRefused(
                "belongs to other gradients", () -> planned.sum(parameters, other, 0, true, sum));
        assertRefused(
                "features for a network",
                () -> Gradients.of(model, EngineLife.data(Network.of(2, Layer.tanh(3)), 5)));
        assertTrue(planned.toString().contains("10 rows, AUTO"), planned.toString());
    }
}
