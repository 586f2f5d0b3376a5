package lanewise.internal.pass;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Targets;

/**
 * The rows of one iteration, in the form that kernels read: all samples of its own arrays, or a
 * window of those of all rows.
 */
public final class Batch {

    /**
     * Largest exponent, positive or negative, of weights that are used unscaled: their sums, and
     * their products with errors and features, stay far from the limits of float.
     */
    private static final int LARGEST_EXPONENT = 32;

    /** The features (inputs × ld). */
    public final float[] x;

    /** Distance between rows of {@link #x}. */
    final int ld;

    /** Index of the first sample in features and targets. */
    private int first;

    /** Number of samples with padding. */
    final int samples;

    /** Number of samples without padding. */
    public final int rows;

    /** Expected outputs; the mask holds the samples' weights. */
    public final Targets targets;

    /** Sum of the samples' weights. */
    double weight;

    /**
     * A batch of all samples of some arrays.
     *
     * @param x the features (inputs × ld)
     * @param ld number of samples with padding
     * @param rows number of samples without padding
     * @param targets expected outputs
     * @param weight sum of the samples' weights
     */
    Batch(float[] x, int ld, int rows, Targets targets, double weight) {
        this(x, ld, ld, rows, targets);
        this.weight = weight;
    }

    private Batch(float[] x, int ld, int samples, int rows, Targets targets) {
        this.x = x;
        this.ld = ld;
        this.samples = samples;
        this.rows = rows;
        this.targets = targets;
    }

    /**
     * A window of this batch; {@link #moveTo} sets where it begins. It shares the arrays, so this
     * batch must be {@link #sliceable}.
     *
     * @param count number of samples without padding
     */
    Batch window(int count) {
        assert sliceable();
        return new Batch(x, ld, Lanes.pad(count), count, targets);
    }

    /**
     * Moves a window.
     *
     * @param sample index of its first sample, a multiple of {@link Lanes#COUNT}; one whose length
     *     is not a multiple must end where this batch's padding begins
     */
    void moveTo(int sample) {
        assert sample % Lanes.COUNT == 0 && sample + samples <= ld;
        first = sample;
        weight = sum(targets.mask(), sample, rows);
    }

    /** Index of the first sample in features and targets. */
    int first() {
        return first;
    }

    /** Whether {@link #weigh} would not scale the weights of any of the samples. */
    boolean sliceable() {
        for (int row = 0; row < rows; row++) {
            if (exponent(targets.mask()[row]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A copy of this batch with its own weights, scaled and summed by {@link #weigh}. */
    Batch weighed() {
        float[] mask = targets.mask().clone();
        Targets same =
                new Targets(targets.outputs(), targets.y(), targets.ld(), mask, targets.classes());
        Batch weighed = new Batch(x, ld, rows, same, 0);
        weighed.weigh();
        return weighed;
    }

    /** Copies a range of samples into the first columns of a batch with {@code n} columns. */
    static void copyRange(float[] matrix, int ld, int begin, int count, float[] batch, int n) {
        for (int row = 0; row * n < batch.length; row++) {
            System.arraycopy(matrix, row * ld + begin, batch, row * n, count);
        }
    }

    /**
     * Sums the weights. Only their ratios matter, so very large and very small ones are first
     * scaled by a power of two, which changes no other bit of the results.
     */
    void weigh() {
        weight = weigh(targets.mask(), rows);
    }

    /** Sum of the samples' weights, as scaled by {@link #weigh}. */
    public double weight() {
        return weight;
    }

    /**
     * The exponent of the power of two by which {@link #weigh} divides weights; 0 for none.
     *
     * @param largest the largest weight
     */
    static int exponent(float largest) {
        int exponent = Math.getExponent(largest);
        return largest > 0 && Math.abs(exponent) > LARGEST_EXPONENT ? exponent : 0;
    }

    /** Scales weights as {@link #weigh()}; their sum. */
    public static double weigh(float[] weights, int rows) {
        float largest = 0;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            largest = Math.max(largest, weights[row]);
            sum += weights[row];
        }
        int exponent = exponent(largest);
        if (exponent != 0) {
            for (int row = 0; row < rows; row++) {
                weights[row] = Math.scalb(weights[row], -exponent);
            }
            sum = sum(weights, 0, rows);
        }
        return sum;
    }

    /** Sum of some weights, in order. */
    static double sum(float[] weights, int from, int count) {
        double sum = 0;
        for (int row = from; row < from + count; row++) {
            sum += weights[row];
        }
        return sum;
    }
}
