package lanewise.train;

import static lanewise.testing.Cases.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.tier.KernelSelection;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Constant;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Schedule;
import lanewise.optimize.Sgd;
import lanewise.optimize.StepDecay;
import lanewise.optimize.WarmUp;
import lanewise.random.RandomState;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Recurrence;
import lanewise.testing.Cases;
import lanewise.testing.DoubleNetwork;
import lanewise.testing.Numbers;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Trainings with random shapes, options and data. All tiers end with the same bits, in a model or
 * in a divergence; parameters stay finite; predictions of a row do not depend on other rows. The
 * build runs this class at every vector width, with other cases at each.
 */
@Tag("width")
class HostileOptionsTest {

    private static final int CASES = 50;

    private static int width;

    @BeforeAll
    static void requireWidthUnderTest() {
        width = WidthUnderTest.require();
    }

    @Test
    void allTiersEndWithTheSameBits() {
        int[] trained = new int[1];
        Cases.check(
                1000 + width,
                CASES,
                random -> {
                    boolean wild = random.nextInt(3) == 0;
                    Network network = network(random);
                    int rows = pick(random, 1, 1, 2, 3, 15, 16, 17, 33, 127, 128, 129, 200);
                    Dataset data = data(random, network, rows, wild);
                    Initializer initializer =
                            random.nextInt(8) > 0
                                    ? Initializer.glorotUniform()
                                    : Initializer.normal(pick(random, 0.0, 1e-30, 1e10, 1e36));
                    RandomState numbers = new RandomState(random.nextInt(1000));
                    Model start = Model.initialize(network, initializer, numbers);
                    Trainer trainer = trainer(random, network, rows, wild);
                    String scalar = outcome(trainer.withTier(Tier.SCALAR), start, data);
                    int threads = random.nextInt(50) == 0 ? 1024 : random.nextInt(1, 4);
                    Trainer vector = trainer.withTier(Tier.VECTOR).withThreads(threads);
                    assertEquals(scalar, outcome(vector, start, data));
                    // Generating specialised kernels takes longer than the rest of a case.
                    if (random.nextInt(6) == 0
                            && KernelSelection.specialisedObstacle(NetworkAccess.plan(network))
                                    .isEmpty()) {
                        Trainer specialised = trainer.withTier(Tier.SPECIALISED);
                        assertEquals(scalar, outcome(specialised, start, data));
                    }
                    trained[0] += scalar.contains("diverged") ? 0 : 1;
                });
        assertTrue(trained[0] > CASES * Cases.SCALE / 3, trained[0] + " trainings did not diverge");
    }

    /** All observable results of a training. */
    private static String outcome(Trainer trainer, Model start, Dataset data) {
        String before = start.parametersSha256();
        TrainingRun run = trainer.start(start, data);
        StringBuilder seen = new StringBuilder();
        try {
            run.advance(trainer.iterations(data.rows()));
        } catch (DivergenceException e) {
            seen.append(e.getMessage()).append(' ').append(e.iteration());
            seen.append(' ').append(finite(e.lastFinite()).parametersSha256());
        }
        assertEquals(before, start.parametersSha256());
        seen.append(' ').append(run.iteration()).append(' ').append(run.stopReason());
        seen.append(' ').append(run.validationLoss());
        seen.append(' ').append(finite(run.model()).parametersSha256());
        for (int i = 0; i < run.history().size(); i++) {
            float loss = run.history().loss(i);
            assertTrue(loss >= 0 && Float.isFinite(loss), "loss " + loss);
            seen.append(' ').append(loss).append(' ').append(run.history().hits(i));
        }
        return seen.append(' ').append(predictions(run.model(), trainer.tier(), data)).toString();
    }

    private static Model finite(Model model) {
        for (float parameter : model.parameters()) {
            assertTrue(Float.isFinite(parameter), "parameter " + parameter);
        }
        return model;
    }

    private static String predictions(Model model, Tier tier, Dataset data) {
        FeatureMatrix outputs = new FeatureMatrix(data.rows(), model.network().outputs());
        Predictor predictor = model.predictor(tier == Tier.SCALAR ? tier : Tier.VECTOR);
        try {
            predictor.predict(data.features(), outputs);
        } catch (ConvergenceException e) {
            return e.getMessage();
        }
        for (int row = 0; row < data.rows(); row += 1 + row / 4) {
            float[] alone = model.predict(data.features().row(row));
            assertEquals(Arrays.toString(outputs.row(row)), Arrays.toString(alone));
            if (model.network().layers().getLast().activation() == Activation.SOFTMAX) {
                requireProbabilities(alone);
            }
        }
        return Arrays.toString(outputs.array());
    }

    private static void requireProbabilities(float[] outputs) {
        double sum = 0;
        for (float output : outputs) {
            sum += output;
        }
        // Softmax is undefined for weighted sums beyond the range of float.
        assertTrue(Double.isNaN(sum) || Math.abs(sum - 1) < 1e-5, "sum " + sum);
    }

    /** Compares with an independent computation in double precision. */
    @Test
    void firstLossMatchesItsDefinition() {
        Cases.check(
                2000 + width,
                CASES,
                random -> {
                    Network network = network(random);
                    if (NetworkAccess.plan(network).recurrent()) {
                        return;
                    }
                    List<Layer> layers =
                            network.layers().stream().map(layer -> layer.withDropout(0)).toList();
                    Network all = new Network(network.inputs(), layers, network.loss());
                    int rows = random.nextInt(1, 40);
                    Dataset data = data(random, all, rows, false);
                    Model start =
                            Model.initialize(all, Initializer.glorotUniform(), new RandomState(1));
                    float[] weights = weights(random, rows);
                    Trainer trainer = Trainer.gradientDescent(1e-6, 1).withSampleWeights(weights);
                    double expected =
                            new DoubleNetwork(all, data.features(), data.targets(), weights, 0)
                                    .loss(DoubleNetwork.parameters(start));
                    assertEquals(expected, trainer.fit(start, data).loss(), 1e-4 * (1 + expected));
                });
    }

    private static Network network(Random random) {
        List<Layer> layers = new ArrayList<>();
        for (int l = random.nextInt(3); l >= 0; l--) {
            layers.add(layer(random, l == 0));
        }
        Network network = new Network(size(random), layers);
        if (network.loss() == Loss.CROSS_ENTROPY) {
            return network;
        }
        boolean sigmoid = layers.getLast().activation() == Activation.SIGMOID;
        if (sigmoid && random.nextBoolean()) {
            return network.withLoss(Loss.BINARY_CROSS_ENTROPY);
        }
        return network.withLoss(
                pick(
                        random,
                        Loss.MEAN_SQUARED_ERROR,
                        Loss.MEAN_SQUARED_ERROR,
                        Loss.MEAN_ABSOLUTE_ERROR,
                        Loss.HUBER));
    }

    private static int size(Random random) {
        return pick(random, 1, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 18, 31, 32, 33, 47, 64);
    }

    private static Layer layer(Random random, boolean last) {
        int units = size(random);
        Activation activation = pick(random, Activation.values());
        if (activation == Activation.SOFTMAX && (!last || units == 1)) {
            activation = Activation.SIGMOID;
        }
        Layer layer = Layer.of(units, activation);
        layer = random.nextBoolean() ? layer : layer.withoutBias();
        if (!last && random.nextInt(4) == 0) {
            layer =
                    layer.withDropout(
                            pick(random, 0.1, 0.5, 0.99, Math.nextDown(1.0), Double.MIN_VALUE));
        }
        if (activation != Activation.SOFTMAX && random.nextInt(10) == 0) {
            layer =
                    layer.withRecurrence(
                            new Recurrence(
                                    random.nextInt(units),
                                    random.nextBoolean(),
                                    Optional.empty(),
                                    random.nextBoolean(),
                                    pick(random, 0.0, 0.25, 0.9, Math.nextDown(1.0)),
                                    pick(random, 1e-5, 1e-3, 0.5, Double.MIN_VALUE),
                                    pick(random, 1, 2, 50, 200)));
        }
        return layer;
    }

    private static Dataset data(Random random, Network network, int rows, boolean wild) {
        FeatureMatrix x = new FeatureMatrix(rows, network.inputs());
        for (int i = 0; i < network.inputs(); i++) {
            Numbers kind = wild ? Numbers.anyFinite(random) : Numbers.NORMAL;
            float constant = kind.next(random);
            boolean same = random.nextInt(8) == 0;
            for (int row = 0; row < rows; row++) {
                x.set(row, i, same ? constant : kind.next(random));
            }
        }
        FeatureMatrix y = new FeatureMatrix(rows, network.outputs());
        Numbers kind = wild ? Numbers.anyFinite(random) : Numbers.NORMAL;
        boolean oneClass = random.nextInt(4) == 0;
        for (int row = 0; row < rows; row++) {
            if (network.loss() == Loss.CROSS_ENTROPY) {
                y.set(row, oneClass ? 0 : random.nextInt(network.outputs()), 1);
                continue;
            }
            for (int k = 0; k < network.outputs(); k++) {
                boolean number = network.loss() != Loss.BINARY_CROSS_ENTROPY;
                y.set(row, k, number ? kind.next(random) : random.nextFloat());
            }
        }
        return Dataset.of(x, y);
    }

    private static float[] weights(Random random, int rows) {
        float[] weights = new float[rows];
        float all = pick(random, 0f, 1f, 1e38f, 1e-44f, Float.MIN_VALUE);
        for (int row = 0; row < rows; row++) {
            weights[row] = random.nextInt(3) == 0 ? 0f : all;
        }
        if (all == 0 || random.nextInt(3) > 0) {
            weights[random.nextInt(rows)] = pick(random, 1f, 1e-45f, 3e38f);
        } else {
            weights[random.nextInt(rows)] = all;
        }
        return weights;
    }

    private static Trainer trainer(Random random, Network network, int rows, boolean wild) {
        Trainer trainer = Trainer.of(optimizer(random, wild));
        trainer =
                random.nextBoolean()
                        ? trainer.withIterations(random.nextInt(1, 7))
                        : trainer.withEpochs(random.nextInt(1, 4));
        if (random.nextBoolean()) {
            int batch = pick(random, 1, 2, 7, 16, 17, rows, rows + 1, Integer.MAX_VALUE);
            trainer = trainer.withBatches(batch);
        }
        trainer = random.nextInt(3) > 0 ? trainer : trainer.withoutShuffling();
        trainer = random.nextInt(5) > 0 ? trainer : trainer.withoutHistory();
        trainer = trainer.withSeed(pick(random, 0L, 1L, 4_294_967_295L));
        if (random.nextInt(4) == 0) {
            trainer = trainer.withWeightDecay(pick(random, 0.0, 1e-300, 0.01, 1e30, 1e300));
        }
        if (random.nextInt(4) == 0) {
            double limit = pick(random, Double.MIN_VALUE, 1e-30, 0.1, 1e30, 1e308);
            trainer = trainer.withMaxGradientNorm(limit);
        }
        if (random.nextInt(4) == 0) {
            trainer = trainer.withSampleWeights(weights(random, rows));
        }
        if (random.nextInt(4) == 0) {
            Dataset validation = data(random, network, pick(random, 1, 2, 17), wild);
            double improvement = pick(random, 0.0, 1e-3, 1e300);
            trainer =
                    trainer.withEarlyStopping(
                            new EarlyStopping(validation, random.nextInt(1, 3), improvement));
        }
        return trainer;
    }

    private static Optimizer optimizer(Random random, boolean wild) {
        double rate = wild ? pick(random, 1e-45, 1e-20, 0.1, 1e10, 3e38) : 0.05;
        Schedule schedule =
                switch (random.nextInt(6)) {
                    case 0 -> new StepDecay(rate, pick(random, 0.5, Double.MIN_VALUE), 2);
                    case 1 -> new ExponentialDecay(rate, pick(random, 1.0, Double.MIN_VALUE));
                    case 2 -> new CosineDecay(rate, 0, pick(random, 1L, 3L, Long.MAX_VALUE));
                    case 3 -> new WarmUp(pick(random, 1L, 3L, Long.MAX_VALUE), new Constant(rate));
                    default -> new Constant(rate);
                };
        double part = wild ? pick(random, 0.0, 0.5, (double) Math.nextDown(1f)) : 0.9;
        double epsilon = wild ? pick(random, 1e-45, 1e-8, 1.0, 3e38) : 1e-8;
        return switch (random.nextInt(6)) {
            case 0 -> new Sgd(schedule);
            case 1 -> new Momentum(schedule, part);
            case 2 -> new Nesterov(schedule, part);
            case 3 -> new RmsProp(schedule, part, epsilon);
            case 4 -> new Adam(schedule, part, part, epsilon);
            default -> new AdamW(schedule, part, part, epsilon, wild ? 1e30 : 0.01);
        };
    }
}
