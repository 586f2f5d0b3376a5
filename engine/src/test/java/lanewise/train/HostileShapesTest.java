package lanewise.train;

import static lanewise.testing.Cases.anyDouble;
import static lanewise.testing.Cases.anyInt;
import static lanewise.testing.Cases.pick;
import static lanewise.testing.Messages.madeOrRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ClassificationMetrics;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.LabelMetrics;
import lanewise.metrics.RegressionMetrics;
import lanewise.metrics.ReliabilityCurve;
import lanewise.metrics.RocCurve;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Constant;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Schedule;
import lanewise.optimize.Sgd;
import lanewise.optimize.StepDecay;
import lanewise.optimize.WarmUp;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.recurrent.Wiring;
import lanewise.testing.Cases;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random sizes and settings: valid ones work as documented, invalid ones are rejected with a
 * remedy, and nothing overflows.
 */
class HostileShapesTest {

    private static final BigInteger MOST_PARAMETERS = BigInteger.valueOf(Integer.MAX_VALUE - 16);

    @Test
    void networksHaveAllParametersOrAreRejected() {
        int[] made = new int[1];
        Cases.check(
                1,
                1300,
                random -> {
                    int inputs = anyInt(random);
                    List<Layer> layers = new ArrayList<>();
                    for (int l = random.nextInt(4); l >= 0; l--) {
                        layer(random).ifPresent(layers::add);
                    }
                    Optional<Network> network = madeOrRefused(() -> new Network(inputs, layers));
                    if (network.isPresent()) {
                        made[0]++;
                        assertEquals(
                                parameters(inputs, layers),
                                BigInteger.valueOf(network.get().parameterCount()));
                    } else if (inputs > 0 && !layers.isEmpty() && plain(layers)) {
                        assertTrue(parameters(inputs, layers).compareTo(MOST_PARAMETERS) > 0);
                    }
                });
        assertTrue(made[0] > 100 * Cases.SCALE, made[0] + " networks");
    }

    private static Optional<Layer> layer(Random random) {
        int units = random.nextBoolean() ? anyInt(random) : random.nextInt(1, 2000);
        Optional<Layer> layer =
                madeOrRefused(() -> Layer.of(units, pick(random, Activation.values())));
        assertTrue(layer.isPresent() || units < 1 || units > Layer.MAX_UNITS);
        if (random.nextBoolean()) {
            layer = layer.map(Layer::withoutBias);
        }
        if (random.nextInt(4) == 0) {
            double share = anyDouble(random);
            layer = layer.flatMap(plain -> madeOrRefused(() -> plain.withDropout(share)));
        }
        if (random.nextInt(4) == 0) {
            Optional<Recurrence> how =
                    madeOrRefused(
                            () ->
                                    new Recurrence(
                                            anyInt(random),
                                            random.nextBoolean(),
                                            Optional.empty(),
                                            random.nextBoolean(),
                                            anyDouble(random),
                                            anyDouble(random),
                                            anyInt(random)));
            layer =
                    layer.flatMap(
                            plain ->
                                    how.flatMap(
                                            rule ->
                                                    madeOrRefused(
                                                            () -> plain.withRecurrence(rule))));
        }
        return layer;
    }

    /** Whether only its size can make a network of these layers invalid. */
    private static boolean plain(List<Layer> layers) {
        return layers.stream()
                .allMatch(l -> l.activation() != Activation.SOFTMAX && l.dropout() == 0);
    }

    private static BigInteger parameters(int inputs, List<Layer> layers) {
        BigInteger count = BigInteger.ZERO;
        long fanIn = inputs;
        for (Layer layer : layers) {
            long sources = fanIn + (layer.recurrence().isPresent() ? layer.units() : 0);
            count =
                    count.add(
                            BigInteger.valueOf(sources + (layer.bias() ? 1 : 0))
                                    .multiply(BigInteger.valueOf(layer.units())));
            fanIn = layer.outputs();
        }
        return count;
    }

    @Test
    void schedulesAndOptimizersHaveFiniteRatesOrAreRejected() {
        Cases.check(
                2,
                1300,
                random -> {
                    Optional<Schedule> schedule = madeOrRefused(() -> schedule(random));
                    Schedule usable = schedule.orElse(new Constant(0.1));
                    for (long iteration : new long[] {0, 1, 17, 1L << 40, Long.MAX_VALUE}) {
                        double rate = usable.rate(iteration);
                        assertTrue(rate >= 0 && rate <= Float.MAX_VALUE, rate + " of " + usable);
                    }
                    assertTrue(madeOrRefused(() -> usable.rate(-1)).isEmpty());
                    madeOrRefused(() -> new Sgd(anyDouble(random)));
                    madeOrRefused(() -> new Momentum(usable, anyDouble(random)));
                    madeOrRefused(() -> new Nesterov(usable, anyDouble(random)));
                    madeOrRefused(() -> new RmsProp(usable, anyDouble(random), anyDouble(random)));
                    madeOrRefused(
                            () ->
                                    new Adam(
                                            usable,
                                            anyDouble(random),
                                            anyDouble(random),
                                            anyDouble(random)));
                    madeOrRefused(() -> new AdamW(anyDouble(random), anyDouble(random)));
                });
    }

    private static Schedule schedule(Random random) {
        double rate = anyDouble(random);
        long iterations = random.nextBoolean() ? anyInt(random) : random.nextLong();
        return switch (random.nextInt(5)) {
            case 0 -> new StepDecay(rate, anyDouble(random), iterations);
            case 1 -> new ExponentialDecay(rate, anyDouble(random));
            case 2 -> new CosineDecay(rate, anyDouble(random), iterations);
            case 3 -> new WarmUp(iterations, new Constant(rate));
            default -> new Constant(rate);
        };
    }

    @Test
    void trainersCountIterationsOrReject() {
        Cases.check(
                3,
                1300,
                random -> {
                    Trainer sgd = Trainer.of(new Sgd(0.1));
                    int rows = anyInt(random);
                    int batch = anyInt(random);
                    int epochs = anyInt(random);
                    Optional<Integer> iterations =
                            madeOrRefused(
                                    () ->
                                            sgd.withBatches(batch)
                                                    .withEpochs(epochs)
                                                    .iterations(rows));
                    boolean valid = rows > 0 && batch > 0 && epochs > 0;
                    long expected = valid ? epochs * (((long) rows + batch - 1) / batch) : 0;
                    if (valid && expected <= Integer.MAX_VALUE) {
                        assertEquals(expected, iterations.orElseThrow().longValue());
                    } else {
                        assertFalse(iterations.isPresent());
                    }
                    madeOrRefused(() -> sgd.withIterations(anyInt(random)));
                    madeOrRefused(() -> sgd.withSeed(random.nextLong()));
                    madeOrRefused(() -> sgd.withThreads(anyInt(random)));
                    madeOrRefused(() -> sgd.withWeightDecay(anyDouble(random)));
                    madeOrRefused(() -> sgd.withMaxGradientNorm(anyDouble(random)));
                    madeOrRefused(() -> sgd.withSampleWeights((float) anyDouble(random), 0f));
                    madeOrRefused(() -> sgd.withClassWeights((float) anyDouble(random)));
                });
    }

    @Test
    void initializersGenerateFiniteWeightsOrAreRejected() {
        Network network = Network.of(3, Layer.sigmoid(2));
        Cases.check(
                4,
                1700,
                random -> {
                    double scale = anyDouble(random);
                    Initializer fallback = Initializer.heNormal();
                    for (Initializer initializer :
                            List.of(
                                    madeOrRefused(() -> Initializer.normal(scale)).orElse(fallback),
                                    madeOrRefused(() -> Initializer.uniform(scale))
                                            .orElse(fallback))) {
                        RandomState numbers = new RandomState(random.nextInt(1000));
                        Model model = Model.initialize(network, initializer, numbers);
                        assertEquals(
                                model.parametersSha256(),
                                Model.of(network, model.parameters()).parametersSha256());
                    }
                });
    }

    @Test
    void wiringsMatchTheirTablesOrAreRejected() {
        Cases.check(
                5,
                1700,
                random -> {
                    boolean[][] table = new boolean[random.nextInt(6)][];
                    int units = random.nextInt(4);
                    for (int k = 0; k < table.length; k++) {
                        table[k] = new boolean[random.nextInt(20) == 0 ? units + 1 : units];
                        for (int j = 0; j < table[k].length; j++) {
                            table[k][j] = random.nextBoolean();
                        }
                    }
                    Optional<Wiring> wiring = madeOrRefused(() -> Wiring.of(table));
                    for (int k = 0; wiring.isPresent() && k < table.length; k++) {
                        for (int j = 0; j < units; j++) {
                            assertEquals(table[k][j], wiring.get().connects(k, j));
                        }
                    }
                    wiring.ifPresent(
                            mask ->
                                    madeOrRefused(
                                                    () ->
                                                            Layer.sigmoid(random.nextInt(1, 5))
                                                                    .withRecurrence(
                                                                            Recurrence.full()
                                                                                    .withWiring(
                                                                                            mask)))
                                            .ifPresent(
                                                    layer ->
                                                            madeOrRefused(
                                                                    () ->
                                                                            Network.of(
                                                                                    random.nextInt(
                                                                                            1, 4),
                                                                                    layer))));
                });
    }

    @Test
    void confusionMatricesCountEveryRowOrAreRejected() {
        Cases.check(
                6,
                1700,
                random -> {
                    int classes = random.nextInt(5);
                    int rows = random.nextInt(6);
                    int[] actual = random.ints(rows, -1 / (classes + 1), 5).toArray();
                    int[] predicted =
                            random.ints(random.nextInt(9) == 0 ? rows + 1 : rows, 0, 5).toArray();
                    Optional<ConfusionMatrix> confusion =
                            madeOrRefused(
                                    () ->
                                            ConfusionMatrix.of(
                                                    actual,
                                                    predicted,
                                                    Collections.nCopies(classes, "\ud800\n")));
                    confusion.ifPresent(
                            counted -> {
                                int sum = 0;
                                for (int k = 0; k < classes * classes; k++) {
                                    sum += counted.count(k / classes, k % classes);
                                }
                                assertEquals(rows, sum);
                                assertEquals(rows, counted.rows());
                                for (double figure :
                                        new double[] {
                                            counted.accuracy(),
                                            counted.macroPrecision(),
                                            counted.macroRecall(),
                                            counted.macroF1()
                                        }) {
                                    assertTrue(figure >= 0 && figure <= 1, "figure " + figure);
                                }
                                assertEquals(classes + 1, counted.toString().lines().count());
                            });
                });
    }

    @Test
    void metricsAreInRangeOrAreRejected() {
        Cases.check(
                7,
                1700,
                random -> {
                    int rows = random.nextInt(1, 4);
                    FeatureMatrix predicted = cells(random, rows, random.nextInt(1, 4));
                    FeatureMatrix targets =
                            cells(random, random.nextInt(9) == 0 ? 4 : rows, random.nextInt(1, 4));
                    madeOrRefused(() -> ClassificationMetrics.of(predicted, targets))
                            .ifPresent(
                                    metrics -> {
                                        assertTrue(metrics.logLoss() >= 0);
                                        assertTrue(metrics.logLoss() <= 18);
                                        assertTrue(metrics.brier() >= 0);
                                        assertTrue(metrics.brier() <= 3);
                                        assertShareOrNaN(metrics.rocAuc());
                                        assertShareOrNaN(metrics.averagePrecision());
                                    });
                    madeOrRefused(() -> RocCurve.of(predicted, targets, 0))
                            .ifPresent(
                                    curve -> {
                                        assertShareOrNaN(curve.area());
                                        assertTrue(curve.points().size() >= 2);
                                        assertTrue(curve.points().size() <= rows + 1);
                                    });
                    madeOrRefused(() -> ReliabilityCurve.of(predicted, targets, 0, 3))
                            .ifPresent(
                                    curve -> {
                                        double error = curve.expectedCalibrationError();
                                        assertTrue(error >= 0 && error <= 1);
                                        assertEquals(
                                                rows,
                                                curve.bins().stream()
                                                        .mapToInt(ReliabilityCurve.Bin::rows)
                                                        .sum());
                                    });
                    madeOrRefused(() -> LabelMetrics.of(predicted, targets))
                            .ifPresent(
                                    metrics -> {
                                        double loss = metrics.meanLogLoss();
                                        assertTrue(loss >= 0 && loss <= 18);
                                        assertTrue(metrics.subsetAccuracy() <= 1);
                                        assertTrue(metrics.hammingLoss() >= 0);
                                    });
                    madeOrRefused(() -> RegressionMetrics.of(predicted, targets))
                            .ifPresent(
                                    metrics -> {
                                        assertTrue(Double.isFinite(metrics.mse()));
                                        assertTrue(metrics.rmse() >= metrics.mae() * (1 - 1e-12));
                                        assertTrue(rows == 1 || metrics.r2() <= 1);
                                    });
                });
    }

    private static void assertShareOrNaN(double score) {
        assertTrue(Double.isNaN(score) || score >= 0 && score <= 1, score + "");
    }

    /** Probabilities, classes, or any values that a user can write into the array unchecked. */
    private static FeatureMatrix cells(Random random, int rows, int columns) {
        FeatureMatrix matrix = new FeatureMatrix(rows, columns);
        boolean hostile = random.nextInt(3) == 0;
        for (int k = 0; k < columns; k++) {
            for (int row = 0; row < rows; row++) {
                matrix.array()[k * matrix.stride() + row] =
                        hostile ? (float) anyDouble(random) : pick(random, 0f, 1f, 0.5f);
            }
        }
        return matrix;
    }
}
