package lanewise.benchmarks.jmh;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;

/**
 * What the reference workload trains on and is tested on.
 *
 * @param train 130 rows
 * @param test 20 rows
 */
record IrisData(Dataset train, Dataset test) {
    static final int INPUTS = 4;
    static final int HIDDEN = 2;
    static final int OUTPUTS = 3;
    static final int ITERATIONS = 5000;
    static final double LEARNING_RATE = 0.1;

    /** The seed of the start weights and their standard deviation. */
    static final long WEIGHT_SEED = 10;

    static final double WEIGHT_SCALE = 0.5;

    private static final int TEST_ROWS = 20;
    private static final long SPLIT_SEED = 4;

    static IrisData read() {
        Dataset iris = new BundledFile("iris.csv").dataset();
        TrainTestSplit split = TrainTestSplit.of(iris, new TestSize.Count(TEST_ROWS), SPLIT_SEED);
        return new IrisData(split.train(), split.test());
    }

    /**
     * A matrix as a tutorial has it, {@code double[row][column]}, with the numbers that the file
     * says.
     */
    static double[][] rows(FeatureMatrix matrix) {
        double[][] rows = new double[matrix.samples()][matrix.features()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                // Through decimal digits: 5.1f is not the 5.1 that NumPy read.
                rows[row][column] = Double.parseDouble(Float.toString(matrix.get(row, column)));
            }
        }
        return rows;
    }
}
