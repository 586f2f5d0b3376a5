package lanewise.internal.kernel;

/** Loss functions, which training minimizes; {@code y} is the target of an output. */
public enum LossFunction {
    /** {@code Σ (a − y)²}. */
    SQUARED_ERROR,
    /** {@code Σ |a − y|}. */
    ABSOLUTE_ERROR,
    /** {@code Σ h(a − y)} with {@code h(e) = e²/2} up to {@link #HUBER_DELTA}, then linear. */
    HUBER,
    /**
     * {@code −Σ y·log σ(z) + (1 − y)·log(1 − σ(z))}: each output is an independent probability, for
     * a last layer of sigmoids.
     */
    BINARY_CROSS_ENTROPY,
    /**
     * {@code −Σ y·log a} with {@code a = softmax(z)}: the outputs are the probabilities of mutually
     * exclusive classes, for a last layer of softmax.
     */
    CROSS_ENTROPY;

    /** The error from which the Huber loss is linear; its kernels rely on it being 1. */
    public static final float HUBER_DELTA = 1f;

    /**
     * Whether loss and delta belong to the weighted sums of the last layer: the delta then includes
     * the derivative of the activation function. Otherwise they belong to its activations.
     *
     * @return true for the cross-entropies
     */
    public boolean fromSums() {
        return this == BINARY_CROSS_ENTROPY || this == CROSS_ENTROPY;
    }

    /**
     * The number of terms that the mean over one row divides by.
     *
     * @param outputs number of outputs of the network
     * @return {@code outputs}, or 1 for cross-entropy, which sums over the classes of a row
     */
    public int termsPerRow(int outputs) {
        return this == CROSS_ENTROPY ? 1 : outputs;
    }

    /**
     * The constant factor in the divisor of the mean.
     *
     * @return 2 for the squared error, else 1
     */
    public int factor() {
        return this == SQUARED_ERROR ? 2 : 1;
    }
}
