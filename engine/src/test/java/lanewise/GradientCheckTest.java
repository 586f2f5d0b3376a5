package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Random;
import java.util.stream.Stream;

/** The gradient is that of the error, as central differences in double precision find it. */
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
                // More rows than fit in one block, so that blocks are added up, the last one short.
                Arguments.of(Network.of(6, Layer.sigmoid(20), Layer.sigmoid(5)), 1111));
    }

    @ParameterizedTest(name = "{0}, {1} rows")
    @MethodSource("networks")
    void isTheDerivativeOfTheError(Network network, int rows) {
        Random random = new Random(rows);
        FeatureMatrix features = random(rows, network.inputs(), random);
        FeatureMatrix targets = random(rows, network.outputs(), random);
        Model start = Model.normal(network, 0.7, new RandomState(rows));

        TrainingRun run = Trainer.gradientDescent(0.1, 1).fit(start, Dataset.of(features, targets));

        double[] parameters = new double[network.parameterCount()];
        for (int k = 0; k < parameters.length; k++) {
            parameters[k] = start.parameters()[k];
        }
        assertEquals(mse(network, parameters, features, targets), run.history().mse(0), 1e-6);
        double largest = 0;
        for (int k = 0; k < parameters.length; k++) {
            double value = parameters[k];
            parameters[k] = value + STEP;
            double above = mse(network, parameters, features, targets);
            parameters[k] = value - STEP;
            double below = mse(network, parameters, features, targets);
            parameters[k] = value;
            double derivative = (above - below) / (2 * STEP);
            assertEquals(derivative, run.gradient()[k], 2e-7, "parameter " + k);
            largest = Math.max(largest, Math.abs(derivative));
        }
        assertTrue(largest > 1e-4, "a gradient of nothing proves nothing: " + largest);
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

    /** The error by its definition, row by row in double precision. */
    private static double mse(
            Network network, double[] parameters, FeatureMatrix features, FeatureMatrix targets) {
        double sum = 0;
        for (int row = 0; row < features.samples(); row++) {
            double[] a = new double[network.inputs()];
            for (int i = 0; i < a.length; i++) {
                a[i] = features.get(row, i);
            }
            int next = 0;
            for (Layer layer : network.layers()) {
                double[] z = new double[layer.units()];
                for (double input : a) {
                    for (int j = 0; j < z.length; j++) {
                        z[j] += input * parameters[next++];
                    }
                }
                for (int j = 0; j < z.length; j++) {
                    z[j] = 1 / (1 + Math.exp(-(z[j] + (layer.bias() ? parameters[next++] : 0))));
                }
                a = z;
            }
            for (int k = 0; k < a.length; k++) {
                sum += Math.pow(a[k] - targets.get(row, k), 2);
            }
        }
        return sum / (2.0 * features.samples() * network.outputs());
    }
}
