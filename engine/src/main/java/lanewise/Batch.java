package lanewise;

import lanewise.kernel.Targets;

/** The rows of one iteration, in the form that kernels read. */
final class Batch {

    /** The features (inputs × ld). */
    final float[] x;

    /** Distance between rows of {@link #x}: the number of samples with their padding. */
    final int ld;

    /** The number of samples without padding. */
    final int rows;

    /** What the outputs should be; its mask holds the samples' weights. */
    final Targets targets;

    /** The sum of the samples' weights. */
    double weight;

    Batch(float[] x, int ld, int rows, Targets targets, double weight) {
        this.x = x;
        this.ld = ld;
        this.rows = rows;
        this.targets = targets;
        this.weight = weight;
    }

    /** The sum of the weights of the first samples. */
    static double weight(float[] weights, int count) {
        double sum = 0;
        for (int row = 0; row < count; row++) {
            sum += weights[row];
        }
        return sum;
    }
}
