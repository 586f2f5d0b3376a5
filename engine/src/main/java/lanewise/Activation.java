package lanewise;

/** What a layer does to its weighted sums. */
public enum Activation {
    /**
     * The logistic function {@code σ(z) = 1 / (1 + exp(-z))}, between 0 and 1; accurate to 2.5
     * units in the last place, and never below 2.1e-19.
     */
    SIGMOID
}
