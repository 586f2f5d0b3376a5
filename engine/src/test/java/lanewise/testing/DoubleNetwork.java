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

    /** Fixed points of each recurrent layer and row at the parameters of the last {@link #loss}. */
    private final FixedPoint[][] fixedPoints;

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
        fixedPoints = new FixedPoint[network.layers().size()][features.samples()];
    }

    public static double[] parameters(Model model) {
        float[] parameters = model.parameters();
        double[] copy = new double[parameters.length];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = parameters[k];
        }
        return copy;
    }

    /**
     * The derivative of the loss with penalty by parameter k, by a central difference. Call {@link
     * #loss} with these parameters first: fixed points are searched near those of that call.
     */
    public double derivative(double[] parameters, int k, double step) {
        double value = parameters[k];
        parameters[k] = value + step;
        double above = nearbyLoss(parameters) + penalty(parameters);
        parameters[k] = value - step;
        double below = nearbyLoss(parameters) + penalty(parameters);
        parameters[k] = value;
        return (above - below) / (2 * step);
    }

    public double loss(double[] parameters) {
        for (FixedPoint[] ofLayer : fixedPoints) {
            Arrays.fill(ofLayer, null);
        }
        return nearbyLoss(parameters);
    }

    private double nearbyLoss(double[] parameters) {
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
                        case MEAN_ABSOLUTE_ERROR -> Math.abs(a[k] - y) / a.length;
                        case HUBER -> huber(a[k] - y) / a.length;
                        case BINARY_CROSS_ENTROPY ->
                                -(y * Math.log(a[k]) + (1 - y) * Math.log(1 - a[k])) / a.length;
                        case CROSS_ENTROPY -> -y * Math.log(a[k]);
                    };
        }
        return sum;
    }

    private static double huber(double error) {
        double size = Math.abs(error);
        return size <= 1 ? error * error / 2 : size - 0.5;
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
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
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
                double[] w =
                        Arrays.copyOfRange(parameters, recurrent, recurrent + z.length * z.length);
                if (fixedPoints[l][row] == null) {
                    fixedPoints[l][row] = new FixedPoint(layer.activation(), w, z, a);
                }
                a = Arrays.copyOf(fixedPoints[l][row].near(w, z), layer.outputs());
            }
        }
        return a;
    }

    /** A solution of y = f(z + W·y), from which those of similar equations are found. */
    private static final class FixedPoint {
        private final Activation activation;
        private final double[] y;

        /** Inverse of the derivative of y - f(z + W·y) by y. */
        private final double[][] inverse;

        /** Solves by damped sweeps. */
        FixedPoint(Activation activation, double[] w, double[] z, double[] start) {
            this.activation = activation;
            y = start.clone();
            double change = 1;
            for (int sweep = 0; change > 1e-14; sweep++) {
                if (sweep == 100_000) {
                    throw new AssertionError("no fixed point found: the residual is " + change);
                }
                double[] next = activated(activation, sums(w, z, y));
                change = distance(next, y);
                for (int j = 0; j < y.length; j++) {
                    y[j] += (next[j] - y[j]) / 2;
                }
            }
            inverse = inverse(w, sums(w, z, y));
        }

        /**
         * Solves by Newton's method with the derivative at this fixed point, which gains some five
         * digits a step. Wrong derivatives would need more steps, but give the same solution.
         */
        double[] near(double[] w, double[] z) {
            double[] near = y.clone();
            for (int step = 0; step < 1000; step++) {
                double[] next = activated(activation, sums(w, z, near));
                if (distance(next, near) <= 1e-14) {
                    return near;
                }
                for (int j = 0; j < near.length; j++) {
                    next[j] -= near[j];
                }
                for (int j = 0; j < near.length; j++) {
                    for (int i = 0; i < near.length; i++) {
                        near[j] += inverse[j][i] * next[i];
                    }
                }
            }
            throw new AssertionError("no fixed point near " + Arrays.toString(y));
        }

        private static double[] sums(double[] w, double[] z, double[] y) {
            double[] sums = z.clone();
            for (int i = 0; i < y.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    sums[j] += y[i] * w[i * y.length + j];
                }
            }
            return sums;
        }

        private static double distance(double[] next, double[] y) {
            double largest = 0;
            for (int j = 0; j < y.length; j++) {
                largest = Math.max(largest, Math.abs(next[j] - y[j]) / (1 + Math.abs(y[j])));
            }
            return largest;
        }

        private double[][] inverse(double[] w, double[] sums) {
            int n = sums.length;
            double step = 1e-6;
            double[] above = activated(activation, plus(sums, step));
            double[] below = activated(activation, plus(sums, -step));
            double[][] left = new double[n][n];
            double[][] right = new double[n][n];
            for (int j = 0; j < n; j++) {
                double slope = (above[j] - below[j]) / (2 * step);
                for (int i = 0; i < n; i++) {
                    left[j][i] = (i == j ? 1 : 0) - slope * w[i * n + j];
                }
                right[j][j] = 1;
            }
            // Gauss-Jordan elimination without pivoting: the recurrence is weak.
            for (int p = 0; p < n; p++) {
                double pivot = left[p][p];
                for (int i = 0; i < n; i++) {
                    left[p][i] /= pivot;
                    right[p][i] /= pivot;
                }
                for (int j = 0; j < n; j++) {
                    double factor = left[j][p];
                    for (int i = 0; i < n && j != p; i++) {
                        left[j][i] -= factor * left[p][i];
                        right[j][i] -= factor * right[p][i];
                    }
                }
            }
            return right;
        }

        private static double[] plus(double[] values, double step) {
            double[] sum = values.clone();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += step;
            }
            return sum;
        }
    }

    private static double[] activated(Activation activation, double[] z) {
        double[] a = new double[z.length];
        double exponentials = 0;
        for (int j = 0; j < z.length && activation == Activation.SOFTMAX; j++) {
            exponentials += Math.exp(z[j]);
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

    /**
     * The error function by a series of terms of one sign (M. Abramowitz, I. Stegun, "Handbook of
     * Mathematical Functions", 7.1.6); beyond 6 it is ±1 to sixteen digits.
     */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
