package lanewise.benchmarks.textbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link TextbookNetwork} for any number of layers with biases, trained on mini-batches, in the
 * same style: a new matrix for each result. The biases are the last row of the weights, and the
 * inputs of each layer get a column of ones.
 *
 * <p>All matrices are {@code double[row][column]} with a row for each sample; targets are one-hot.
 */
public final class TextbookLayers {
    private final List<double[][]> weights = new ArrayList<>();
    private final double learningRate;

    /**
     * Creates a network.
     *
     * @param weights start weights of each layer, (inputs + 1) × units; copied
     * @param learningRate the learning rate
     */
    public TextbookLayers(List<double[][]> weights, double learningRate) {
        weights.forEach(layer -> this.weights.add(Matrix.copy(layer)));
        this.learningRate = learningRate;
    }

    /**
     * Trains the network on batches that cycle through the rows in order.
     *
     * @param x the inputs, rows × inputs
     * @param y the targets, rows × outputs
     * @param batch number of rows per step, a divisor of the number of rows
     * @param steps number of steps
     */
    public void fit(double[][] x, double[][] y, int batch, int steps) {
        for (int step = 0; step < steps; step++) {
            int begin = step * batch % x.length;
            step(
                    Arrays.copyOfRange(x, begin, begin + batch),
                    Arrays.copyOfRange(y, begin, begin + batch));
        }
    }

    private void step(double[][] x, double[][] y) {
        List<double[][]> inputs = new ArrayList<>();
        double[][] a = x;
        for (double[][] layer : weights) {
            inputs.add(Matrix.withOnes(a));
            a = Matrix.sigmoid(Matrix.dot(inputs.getLast(), layer));
        }
        double cells = y.length * y[0].length;
        double[][] delta = Matrix.multiply(Matrix.subtract(a, y), Matrix.sigmoidSlope(a));
        for (int k = weights.size() - 1; k >= 0; k--) {
            double[][] layer = weights.get(k);
            double[][] input = inputs.get(k);
            double[][] gradient =
                    Matrix.scale(Matrix.dot(Matrix.transpose(input), delta), 1 / cells);
            if (k > 0) {
                // Nothing propagates to the ones: their derivative 1 · (1 − 1) is 0.
                delta =
                        Matrix.withoutLastColumn(
                                Matrix.multiply(
                                        Matrix.dot(delta, Matrix.transpose(layer)),
                                        Matrix.sigmoidSlope(input)));
            }
            weights.set(k, Matrix.subtract(layer, Matrix.scale(gradient, learningRate)));
        }
    }

    /**
     * Predicts rows.
     *
     * @param x the inputs, rows × inputs
     * @return the outputs, rows × outputs
     */
    public double[][] predict(double[][] x) {
        double[][] a = x;
        for (double[][] layer : weights) {
            a = Matrix.sigmoid(Matrix.dot(Matrix.withOnes(a), layer));
        }
        return a;
    }
}
