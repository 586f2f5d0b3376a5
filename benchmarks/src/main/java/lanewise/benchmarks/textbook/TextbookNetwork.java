package lanewise.benchmarks.textbook;

import java.util.ArrayList;
import java.util.List;

/**
 * A network with one hidden layer, sigmoid units and no biases, trained by full-batch
 * backpropagation: the NumPy tutorial written down in Java, a new matrix for each result.
 *
 * <pre>{@code
 * TextbookNetwork network = new TextbookNetwork(w1, w2, 0.1);
 * network.fit(x, y, 5000, true);
 * double accuracy = network.accuracy(xTest, yTest);
 * }</pre>
 *
 * <p>All matrices are {@code double[row][column]} with a row for each sample; targets are one-hot.
 */
public final class TextbookNetwork {
    private final double learningRate;
    private double[][] w1;
    private double[][] w2;
    private final List<Double> mse = new ArrayList<>();
    private final List<Double> accuracy = new ArrayList<>();

    /**
     * Creates a network.
     *
     * @param w1 start weights, inputs × hidden; copied
     * @param w2 start weights, hidden × outputs; copied
     * @param learningRate the learning rate
     */
    public TextbookNetwork(double[][] w1, double[][] w2, double learningRate) {
        this.w1 = Matrix.copy(w1);
        this.w2 = Matrix.copy(w2);
        this.learningRate = learningRate;
    }

    /**
     * Trains the network.
     *
     * @param x the inputs, rows × inputs
     * @param y the targets, rows × outputs
     * @param iterations number of iterations
     * @param recordHistory true to record error and accuracy of each iteration, before its update
     */
    public void fit(double[][] x, double[][] y, int iterations, boolean recordHistory) {
        double cells = y.length * y[0].length;
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[][] a1 = Matrix.sigmoid(Matrix.dot(x, w1));
            double[][] a2 = Matrix.sigmoid(Matrix.dot(a1, w2));
            double[][] error = Matrix.subtract(a2, y);

            if (recordHistory) {
                mse.add(Matrix.sumOfSquares(error) / (2 * cells));
                accuracy.add(shareOfHits(a2, y));
            }

            double[][] delta2 = Matrix.multiply(error, Matrix.sigmoidSlope(a2));
            double[][] delta1 =
                    Matrix.multiply(
                            Matrix.dot(delta2, Matrix.transpose(w2)), Matrix.sigmoidSlope(a1));
            double[][] gradient2 =
                    Matrix.scale(Matrix.dot(Matrix.transpose(a1), delta2), 1 / cells);
            double[][] gradient1 = Matrix.scale(Matrix.dot(Matrix.transpose(x), delta1), 1 / cells);
            w2 = Matrix.subtract(w2, Matrix.scale(gradient2, learningRate));
            w1 = Matrix.subtract(w1, Matrix.scale(gradient1, learningRate));
        }
    }

    /**
     * Predicts rows.
     *
     * @param x the inputs, rows × inputs
     * @return the outputs, rows × outputs
     */
    public double[][] predict(double[][] x) {
        return Matrix.sigmoid(Matrix.dot(Matrix.sigmoid(Matrix.dot(x, w1)), w2));
    }

    /**
     * The fraction of rows whose largest output is the target's.
     *
     * @param x the inputs, rows × inputs
     * @param y the targets, rows × outputs
     * @return 0 to 1
     */
    public double accuracy(double[][] x, double[][] y) {
        return shareOfHits(predict(x), y);
    }

    /**
     * The weights into the hidden layer.
     *
     * @return a new array, inputs × hidden
     */
    public double[][] w1() {
        return Matrix.copy(w1);
    }

    /**
     * The weights into the output layer.
     *
     * @return a new array, hidden × outputs
     */
    public double[][] w2() {
        return Matrix.copy(w2);
    }

    /**
     * The mean squared error {@code Σ(a − y)² / (2 · rows · outputs)} of each recorded iteration.
     *
     * @return an unmodifiable list
     */
    public List<Double> mseHistory() {
        return List.copyOf(mse);
    }

    /**
     * The training accuracy of each recorded iteration.
     *
     * @return an unmodifiable list
     */
    public List<Double> accuracyHistory() {
        return List.copyOf(accuracy);
    }

    private static double shareOfHits(double[][] outputs, double[][] y) {
        int hits = 0;
        for (int i = 0; i < y.length; i++) {
            if (Matrix.argmax(outputs[i]) == Matrix.argmax(y[i])) {
                hits++;
            }
        }
        return (double) hits / y.length;
    }
}
