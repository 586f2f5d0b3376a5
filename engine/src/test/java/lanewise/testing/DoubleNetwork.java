package lanewise.testing;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.data.FeatureMatrix;

import java.util.Arrays;

/** The loss of a network by its definition, row by row in double precision. */
public final class DoubleNetwork {
    private final Network network;
    private final FeatureMatrix features;
    private final FeatureMatrix targets;
    private final float[] weights;
    private final double lambda;

    public DoubleNetwork(
            Network network,
            FeatureMatrix features,
            FeatureMatrix targets,
            float[] weights,
            double lambda) {
        this.network = network;
        this.features = features;
        this.targets = targets;
        this.weights = weights;
        this.lambda = lambda;
    }

    public static double[] parameters(Model model) {
        float[] parameters = model.parameters();
        double[] copy = new double[parameters.length];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = parameters[k];
        }
        return copy;
    }

    /** The derivative by parameter k, by a central difference; of the loss with penalty. */
    public double derivative(double[] parameters, int k, double step) {
        double value = parameters[k];
        parameters[k] = value + step;
        double above = loss(parameters) + penalty(parameters);
        parameters[k] = value - step;
        double below = loss(parameters) + penalty(parameters);
        parameters[k] = value;
        return (above - below) / (2 * step);
    }

    public double loss(double[] parameters) {
        double sum = 0;
        double weightSum = 0;
        for (int row = 0; row < features.samples(); row++) {
            double weight = weights == null ? 1 : weights[row];
            sum += weight * rowLoss(outputs(parameters, row), row);
            weightSum += weight;
        }
        return sum / weightSum;
    }

    private double rowLoss(double[] a, int row) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double y = targets.get(row, k);
            sum +=
                    switch (network.loss()) {
                        case MEAN_SQUARED_ERROR -> (a[k] - y) * (a[k] - y) / (2 * a.length);
                        case BINARY_CROSS_ENTROPY ->
                                -(y * Math.log(a[k]) + (1 - y) * Math.log(1 - a[k])) / a.length;
                        case CROSS_ENTROPY -> -y * Math.log(a[k]);
                    };
        }
        return sum;
    }

    private double penalty(double[] parameters) {
        double sum = 0;
        int[] ranges = NetworkAccess.plan(network).weightRanges();
        for (int r = 0; r < ranges.length; r += 2) {
            for (int k = ranges[r]; k < ranges[r + 1]; k++) {
                sum += parameters[k] * parameters[k];
            }
        }
        return lambda / 2 * sum;
    }

    private double[] outputs(double[] parameters, int row) {
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
            int recurrent = next;
            next += layer.recurrence().isPresent() ? z.length * z.length : 0;
            for (int j = 0; j < z.length; j++) {
                z[j] += layer.bias() ? parameters[next++] : 0;
            }
            a = activated(layer.activation(), z);
            if (layer.recurrence().isPresent()) {
                a = Arrays.copyOf(settled(layer, z, a, parameters, recurrent), layer.outputs());
            }
        }
        return a;
    }

    /** The solution of y = f(z + W·y) that damped sweeps reach. */
    private static double[] settled(
            Layer layer, double[] z, double[] start, double[] parameters, int weights) {
        double[] y = start.clone();
        double change = 1;
        for (int sweep = 0; change > 1e-15; sweep++) {
            if (sweep == 100_000) {
                throw new AssertionError("no fixed point in sight, still a change of " + change);
            }
            double[] sums = z.clone();
            for (int i = 0; i < y.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    sums[j] += y[i] * parameters[weights + i * y.length + j];
                }
            }
            double[] next = activated(layer.activation(), sums);
            change = 0;
            for (int j = 0; j < y.length; j++) {
                change = Math.max(change, Math.abs(next[j] - y[j]) / (1 + Math.abs(y[j])));
                y[j] += (next[j] - y[j]) / 2;
            }
        }
        return y;
    }

    private static double[] activated(Activation activation, double[] z) {
        double[] a = new double[z.length];
        double exponentials = 0;
        for (double sum : z) {
            exponentials += Math.exp(sum);
        }
        for (int j = 0; j < z.length; j++) {
            a[j] =
                    switch (activation) {
                        case IDENTITY -> z[j];
                        case SIGMOID -> 1 / (1 + Math.exp(-z[j]));
                        case TANH -> Math.tanh(z[j]);
                        case RELU -> Math.max(0, z[j]);
                        case LEAKY_RELU -> z[j] > 0 ? z[j] : 0.01 * z[j];
                        case SOFTPLUS -> Math.log1p(Math.exp(z[j]));
                        case GELU -> z[j] / 2 * (1 + erf(z[j] / Math.sqrt(2)));
                        case SOFTMAX -> Math.exp(z[j]) / exponentials;
                    };
        }
        return a;
    }

    /** Its integral by Simpson's rule; beyond 6 it is ±1 to sixteen digits. */
    private static double erf(double x) {
        double end = Math.clamp(x, -6, 6);
        int steps = 1000;
        double sum = 0;
        for (int k = 0; k <= steps; k++) {
            double t = end * k / steps;
            int weight = k == 0 || k == steps ? 1 : k % 2 == 0 ? 2 : 4;
            sum += weight * Math.exp(-t * t);
        }
        return 2 / Math.sqrt(Math.PI) * sum * end / (3 * steps);
    }
}
