package lanewise.internal.kernel;

/** Loss functions, which training minimizes; {@code y} is the target of an output. */
public enum LossFunction {
    /** {@code Σ (a − y)²}. */
    SQUARED_ERROR,
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
