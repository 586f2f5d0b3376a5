package lanewise.benchmarks.peers;

import lanewise.data.FeatureMatrix;

import java.util.function.UnaryOperator;

/** Matrices with an array for each row, as in most libraries. */
final class Rows {
    private Rows() {}

    static double[][] of(FeatureMatrix matrix) {
        double[][] rows = new double[matrix.samples()][matrix.features()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = matrix.get(row, column);
            }
        }
        return rows;
    }

    /** The matrix with these rows. */
    static FeatureMatrix matrix(double[][] rows) {
        float[][] floats = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            floats[row] = new float[rows[row].length];
            for (int column = 0; column < floats[row].length; column++) {
                floats[row][column] = (float) rows[row][column];
            }
        }
        return FeatureMatrix.ofRows(floats);
    }

    /** The outputs of a network that predicts one row at a time. */
    static FeatureMatrix predicted(FeatureMatrix features, UnaryOperator<double[]> network) {
        double[][] inputs = of(features);
        double[][] outputs = new double[inputs.length][];
        for (int row = 0; row < inputs.length; row++) {
            // Some libraries return the same array each time.
            outputs[row] = network.apply(inputs[row]).clone();
        }
        return matrix(outputs);
    }
}
