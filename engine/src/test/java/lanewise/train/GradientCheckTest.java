package lanewise.train;

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
import lanewise.testing.Losses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The gradient matches central differences of the loss in double precision. */
class GradientCheckTest {

    private static final double STEP = 1e-5;

    static Stream<Arguments> networks() {
        Layer two = Layer.sigmoid(2);
        return Stream.of(
                Arguments.of(Network.of(1, Layer.sigmoid(1)), 1),
                Arguments.of(Network.of(3, Layer.sigmoid(1).withoutBias()), 16),
                Arguments.of(Network.of(4, two.withoutBias(), Layer.sigmoid(3).withoutBias()), 130),
                Arguments.of(Network.of(4, two, Layer.sigmoid(3)), 17),
                Arguments.of(
                        Network.of(5, Layer.sigmoid(7), two.withoutBias(), Layer.sigmoid(4)), 33),
                Arguments.of(Network.of(2, two, two, two, two, two), 9),
                // More rows than fit in one block, so that blocks are summed; the last is short.
                Arguments.of(Network.of(6, Layer.sigmoid(20), Layer.sigmoid(5)), 1111));
    }

    @ParameterizedTest(name = "{0}, {1} rows")
    @MethodSource("networks")
    void isTheDerivativeOfTheLoss(Network network, int rows) {
        Random random = new Random(rows);
        FeatureMatrix features = random(rows, network.inputs(), random);
        FeatureMatrix targets = random(rows, network.outputs(), random);
        Model start = Model.normal(network, 0.7, new RandomState(rows));

        TrainingRun run = Trainer.gradientDescent(0.1, 1).fit(start, Dataset.of(features, targets));

        DoubleNetwork exact = new DoubleNetwork(network, features, targets, null, 0);
        double[] parameters = DoubleNetwork.parameters(start);
        assertEquals(exact.loss(parameters), run.history().mse(0), 1e-6);
        double largest = 0;
        for (int k = 0; k < parameters.length; k++) {
            double derivative = exact.derivative(parameters, k, STEP);
            assertEquals(derivative, run.gradient()[k], 2e-7, "parameter " + k);
            largest = Math.max(largest, Math.abs(derivative));
        }
        assertTrue(largest > 1e-4, "a gradient of 0 proves nothing: " + largest);
    }

    static Stream<Arguments> activationsAndLosses() {
        return Stream.of(Activation.values())
                .flatMap(
                        activation ->
                                Stream.of(Loss.values())
                                        .filter(loss -> areCompatible(activation, loss))
                                        .map(loss -> Arguments.of(activation, loss)));
    }

    private static boolean areCompatible(Activation last, Loss loss) {
        return switch (loss) {
            case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER -> last != Activation.SOFTMAX;
            case BINARY_CROSS_ENTROPY -> last == Activation.SIGMOID;
            case CROSS_ENTROPY -> last == Activation.SOFTMAX;
        };
    }

    /** Every activation, hidden and last, with every compatible loss. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("activationsAndLosses")
    void holdsForEveryActivationAndLoss(Activation activation, Loss loss) {
        Activation hidden = activation == Activation.SOFTMAX ? Activation.TANH : activation;
        for (Layer first : List.of(Layer.of(5, hidden), Layer.of(18, hidden).withoutBias())) {
            Network network =
                    new Network(
                            3, List.of(first, Layer.of(17, hidden), Layer.of(4, activation)), loss);
            check(network, 33, 0, null);
            check(network, 5, 0, null); // summed over these rows alone
        }
    }

    @Test
    void holdsForWeightedRowsAndPenalty() {
        Random random = new Random(5);
        float[] weights = new float[40];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = row % 7 == 0 ? 0 : random.nextFloat() * 3;
        }
        for (Loss loss : Loss.values()) {
            Layer last = Layer.of(4, Losses.outputs(loss));
            Network network = new Network(3, List.of(Layer.gelu(6), last), loss);
            check(network, 40, 0.3, weights);
        }
    }

    private static void check(Network network, int rows, double lambda, float[] weights) {
        Random random = new Random(rows);
        FeatureMatrix features = random(rows, network.inputs(), random);
        FeatureMatrix targets = new FeatureMatrix(rows, network.outputs());
        for (int row = 0; row < rows; row++) {
            targets.set(row, random.nextInt(network.outputs()), 1);
        }
        // Draw biases too: with 0, units whose inputs are all 0 would be at the kink of ReLU.
        float[] drawn = new float[network.parameterCount()];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = 0.7f * (float) random.nextGaussian();
        }
        Model start = Model.of(network, drawn);
        Trainer trainer = Trainer.gradientDescent(0.1, 1).withWeightDecay(lambda);
        trainer = weights == null ? trainer : trainer.withSampleWeights(weights);

        TrainingRun run = trainer.fit(start, Dataset.of(features, targets));

        DoubleNetwork exact = new DoubleNetwork(network, features, targets, weights, lambda);
        double[] parameters = DoubleNetwork.parameters(start);
        assertEquals(exact.loss(parameters), run.history().loss(0), 1e-5);
        double largest = 0;
        for (int k = 0; k < parameters.length; k++) {
            double derivative = exact.derivative(parameters, k, STEP);
            assertEquals(
                    derivative,
                    run.gradient()[k],
                    2e-6 * Math.max(1, Math.abs(derivative)),
                    network.layers() + " parameter " + k);
            largest = Math.max(largest, Math.abs(derivative));
        }
        assertTrue(largest > 1e-3, "a gradient of 0 proves nothing: " + largest);
    }

    private static FeatureMatrix random(int rows, int columns, Random random) {
        FeatureMatrix matrix = new FeatureMatrix(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.set(row, column, random.nextFloat() * 2 - 0.5f);
            }
        }
        return matrix;
    }
}
