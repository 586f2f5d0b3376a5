package lanewise.benchmarks.workload;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;

/**
 * Training and test rows of the reference workload.
 *
 * @param train 130 rows
 * @param test 20 rows
 */
public record IrisData(Dataset train, Dataset test) {
    /** Number of features of a flower. */
    public static final int INPUTS = 4;

    /** Number of units of the hidden layer. */
    public static final int HIDDEN = 2;

    /** Number of species. */
    public static final int OUTPUTS = 3;

    /** Number of full-batch iterations. */
    public static final int ITERATIONS = 5000;

    /** Learning rate. */
    public static final double LEARNING_RATE = 0.1;

    /** Seed of the start weights. */
    public static final long WEIGHT_SEED = 10;

    /** Standard deviation of the start weights. */
    public static final double WEIGHT_SCALE = 0.5;

    private static final int TEST_ROWS = 20;
    private static final long SPLIT_SEED = 4;

    /**
     * Reads and splits the data.
     *
     * @return the same rows in the same order in each call
     */
    public static IrisData read() {
        Dataset iris = new BundledFile("iris.csv").dataset();
        TrainTestSplit split = TrainTestSplit.of(iris, new TestSize.Count(TEST_ROWS), SPLIT_SEED);
        return new IrisData(split.train(), split.test());
    }

    /**
     * Converts a matrix to {@code double[row][column]}, with the decimal values of the file.
     *
     * @param matrix any matrix
     * @return a row for each sample
     */
    public static double[][] rows(FeatureMatrix matrix) {
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
