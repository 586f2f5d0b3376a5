package lanewise.internal.pass;

import lanewise.internal.kernel.Targets;

/** The rows of one iteration, in the form that kernels read. */
public final class Batch {

    /**
     * Up to which power of two, and down to its inverse, weights are taken as they are: their sums,
     * and their products with errors and features, are then far from the limits of a float.
     */
    private static final int LARGEST_EXPONENT = 32;

    /** The features (inputs × ld). */
    public final float[] x;

    /** Distance between rows of {@link #x}: the number of samples with their padding. */
    final int ld;

    /** The number of samples without padding. */
    public final int rows;

    /** What the outputs should be; its mask holds the samples' weights. */
    public final Targets targets;

    /** The sum of the samples' weights. */
    double weight;

    Batch(float[] x, int ld, int rows, Targets targets, double weight) {
        this.x = x;
        this.ld = ld;
        this.rows = rows;
        this.targets = targets;
        this.weight = weight;
    }

    /** The same batch with weights of its own, which {@link #weigh} has seen to. */
    Batch weighed() {
        float[] mask = targets.mask().clone();
        Targets same =
                new Targets(targets.outputs(), targets.y(), targets.ld(), mask, targets.classes());
        Batch weighed = new Batch(x, ld, rows, same, 0);
        weighed.weigh();
        return weighed;
    }

    /**
     * Sums the weights up. Only how those of a batch compare matters, so that very large and very
     * small ones are scaled first, by a power of two, which changes no other bit of what is
     * computed from them.
     */
    void weigh() {
        float[] weights = targets.mask();
        float largest = 0;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            largest = Math.max(largest, weights[row]);
            sum += weights[row];
        }
        int exponent = Math.getExponent(largest);
        if (largest > 0 && Math.abs(exponent) > LARGEST_EXPONENT) {
            for (int row = 0; row < rows; row++) {
                weights[row] = Math.scalb(weights[row], -exponent);
            }
            sum = sum(weights, rows);
        }
        weight = sum;
    }

    /** The sum of the weights of the first samples, in their order. */
    static double sum(float[] weights, int count) {
        double sum = 0;
        for (int row = 0; row < count; row++) {
            sum += weights[row];
        }
        return sum;
    }
}
