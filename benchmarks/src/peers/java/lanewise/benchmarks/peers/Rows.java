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

    /** The outputs of a network that predicts one row at a time. */
    static FeatureMatrix predicted(FeatureMatrix features, UnaryOperator<double[]> network) {
        double[][] inputs = of(features);
        float[][] outputs = new float[inputs.length][];
        for (int row = 0; row < inputs.length; row++) {
            double[] output = network.apply(inputs[row]);
            outputs[row] = new float[output.length];
            for (int k = 0; k < output.length; k++) {
                outputs[row][k] = (float) output[k];
            }
        }
        return FeatureMatrix.ofRows(outputs);
    }
}
