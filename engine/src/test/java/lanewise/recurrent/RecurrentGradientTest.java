package lanewise.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;
import lanewise.testing.DoubleNetwork;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Recurrent backpropagation computes the derivative of the loss at the fixed point; the reference
 * are central differences of converged outputs in double precision.
 */
class RecurrentGradientTest {
    private static final Recurrence EXACT = Recurrence.full().withTolerance(1e-6);

    /** Covers the rounding of sums of tens of floats, and the tolerance of the fixed point. */
    private static final double TOLERANCE = 3e-6;

    static Stream<Arguments> networks() {
        Layer pool = Layer.sigmoid(5).withRecurrence(EXACT);
        return Stream.of(
                Arguments.of(Network.of(1, Layer.sigmoid(1).withRecurrence(EXACT)), 1),
                Arguments.of(Network.of(3, Layer.tanh(2).withRecurrence(EXACT)), 9),
                Arguments.of(Network.of(4, pool), 130),
                Arguments.of(Network.of(4, pool.withoutBias()), 17),
                Arguments.of(
                        Network.of(
                                4,
                                Layer.sigmoid(9)
                                        .withRecurrence(
                                                EXACT.withHidden(6).withoutSelfConnections())),
                        33),
                Arguments.of(
                        Network.of(4, Layer.tanh(9).withRecurrence(EXACT.withDamping(0.4))), 20),
                Arguments.of(
                        Network.of(4, Layer.tanh(9).withRecurrence(EXACT.withoutAcceleration())),
                        120),
                Arguments.of(Network.of(3, Layer.tanh(6), pool, Layer.sigmoid(2)), 40),
                Arguments.of(
                        Network.of(
                                3,
                                Layer.tanh(4).withRecurrence(EXACT.withHidden(1)),
                                Layer.sigmoid(5).withRecurrence(EXACT.withHidden(2))),
                        40),
                // Matrix products, and more rows than a block.
                Arguments.of(Network.of(17, Layer.tanh(20).withRecurrence(EXACT)), 300));
    }

    @ParameterizedTest(name = "{0}, {1} rows")
    @MethodSource("networks")
    void matchesCentralDifferences(Network network, int rows) {
        compare(network, rows);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void matchesCentralDifferencesForEveryActivation(Activation activation) {
        Recurrence hidden = EXACT.withHidden(2);
        compare(Network.of(3, Layer.of(5, activation).withRecurrence(hidden)), 20);
        compare(
                Network.of(3, Layer.of(5, activation).withRecurrence(hidden), Layer.softmax(3)),
                20);
    }

    @Test
    void matchesCentralDifferencesForBinaryCrossEntropy() {
        Layer pool = Layer.sigmoid(5).withRecurrence(EXACT.withHidden(2));
        compare(new Network(3, List.of(pool), Loss.BINARY_CROSS_ENTROPY), 20);
    }

    /** Some errors are above 1, where Huber's loss is linear, and some below. */
    @ParameterizedTest
    @EnumSource(names = {"MEAN_ABSOLUTE_ERROR", "HUBER"})
    void matchesCentralDifferencesForLossesOfLargeErrors(Loss loss) {
        Layer pool = Layer.identity(5).withRecurrence(EXACT.withHidden(2));
        compare(new Network(3, List.of(pool), loss), 20);
    }

    @Test
    void weightsOfMissingConnectionsStayZero() {
        boolean[][] mask = new boolean[4 + 6][6];
        Random random = new Random(3);
        for (boolean[] row : mask) {
            for (int unit = 0; unit < 6; unit++) {
                row[unit] = random.nextInt(3) > 0;
            }
        }
        Wiring wiring = Wiring.of(mask);
        Network network =
                Network.of(4, Layer.tanh(6).withRecurrence(EXACT.withWiring(wiring).withHidden(3)));
        TrainingRun run = compare(network, 30);
        float[] weights = run.model().weights(0);
        int absent = 0;
        for (int k = 0; k < weights.length; k++) {
            if (!wiring.connects(k / 6, k % 6)) {
                assertEquals(0f, weights[k]);
                assertEquals(0f, run.gradient()[k]);
                absent++;
            }
        }
        assertTrue(absent > 10 && absent < 40, absent + " absent");
    }

    private static TrainingRun compare(Network network, int rows) {
        Random random = new Random(rows);
        FeatureMatrix features = new FeatureMatrix(rows, network.inputs());
        FeatureMatrix targets = new FeatureMatrix(rows, network.outputs());
        boolean classes = network.loss() == Loss.CROSS_ENTROPY;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < network.inputs(); i++) {
                features.set(row, i, (float) random.nextGaussian());
            }
            for (int k = 0; k < network.outputs() && !classes; k++) {
                targets.set(row, k, random.nextFloat());
            }
            if (classes) {
                targets.set(row, random.nextInt(network.outputs()), 1);
            }
        }
        // Small enough to converge with any activation, large enough for the recurrence to matter.
        double scale = network.layers().getFirst().units() > 10 ? 0.1 : 0.25;
        Model start = Model.normal(network, scale, new RandomState(rows));
        TrainingRun run = Trainer.gradientDescent(0.1, 1).fit(start, Dataset.of(features, targets));

        DoubleNetwork exact = new DoubleNetwork(network, features, targets, null, 0);
        double[] parameters = DoubleNetwork.parameters(start);
        assertEquals(exact.loss(parameters), run.history().loss(0), 1e-5);
        double largest = 0;
        // Each takes two computations of all fixed points: of many parameters, some of every unit.
        int step = parameters.length > 200 ? 7 : 1;
        for (int k = 0; k < parameters.length; k += step) {
            if (parameters[k] == 0 && run.gradient()[k] == 0) {
                continue; // no connection
            }
            double derivative = exact.derivative(parameters, k, 1e-5);
            assertEquals(derivative, run.gradient()[k], TOLERANCE, "parameter " + k);
            largest = Math.max(largest, Math.abs(derivative));
        }
        assertTrue(largest > 1e-3, "the gradient is too small to prove anything: " + largest);
        return run;
    }
}
