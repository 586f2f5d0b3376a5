package lanewise.internal.kernel;

/**
 * The inputs of a block of samples: a window of a feature-major matrix. Mutable, so that passes
 * reuse one and allocate nothing; belongs to one thread at a time.
 */
public final class SampleBlock {

    /** The matrix (inputs × ld). */
    public float[] x;

    /** Index of input 0 of sample 0. */
    public int offset;

    /** Distance between rows of {@link #x}. */
    public int ld;

    /** Number of samples with padding: a multiple of {@link Lanes#COUNT}, or any if scalar. */
    public int n;

    /** Number of samples without padding. */
    public int rows;

    /**
     * Sets all fields.
     *
     * @param matrix the matrix (inputs × stride)
     * @param first index of input 0 of sample 0
     * @param stride distance between rows of the matrix
     * @param samples number of samples with padding
     * @param unpadded number of samples without padding
     * @return this
     */
    public SampleBlock set(float[] matrix, int first, int stride, int samples, int unpadded) {
        x = matrix;
        offset = first;
        ld = stride;
        n = samples;
        rows = unpadded;
        return this;
    }
}
