package lanewise.kernel;

/** What training makes small. */
public enum LossFunction {
    /** {@code Σ (a − y)²}. */
    SQUARED_ERROR,
    /**
     * {@code −Σ y·log σ(z) + (1 − y)·log(1 − σ(z))}: each output a probability of its own, for a
     * last layer of sigmoids.
     */
    BINARY_CROSS_ENTROPY,
    /**
     * {@code −Σ y·log a} with {@code a = softmax(z)}: the outputs are the probabilities of classes
     * that exclude each other, for a last layer of softmax.
     */
    CROSS_ENTROPY
}
