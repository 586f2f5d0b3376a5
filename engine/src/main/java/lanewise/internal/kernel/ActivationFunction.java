package lanewise.internal.kernel;

/** The functions that turn a layer's weighted sums into its activations. */
public enum ActivationFunction {
    /** {@code f(z) = z}. */
    IDENTITY,
    /** {@code f(z) = 1 / (1 + exp(−z))}, with slope {@code a(1 − a)}. */
    SIGMOID,
    /** {@code f(z) = tanh(z)}, with slope {@code 1 − a²}. */
    TANH,
    /** {@code f(z) = max(z, 0)}; the slope at 0 is 0. */
    RELU,
    /**
     * {@code f(z) = z}, but {@code 0.01 · z} where {@code z} is negative; the slope at 0 is 0.01.
     */
    LEAKY_RELU,
    /** {@code f(z) = log(1 + exp(z))}, with slope {@code σ(z)}. */
    SOFTPLUS,
    /**
     * {@code f(z) = z · Φ(z)} with the distribution function Φ of the standard normal distribution,
     * not its approximation by tanh; the slope is {@code Φ(z) + z · φ(z)} (D. Hendrycks, K. Gimpel,
     * "Gaussian Error Linear Units", 2016).
     */
    GELU,
    /**
     * {@code f(z)_j = exp(z_j) / Σ_k exp(z_k)} over the units of the layer. Only for the last
     * layer, where its derivative merges with that of the loss.
     */
    SOFTMAX;

    /** The slope of {@link #LEAKY_RELU} where it is not 1. */
    public static final float LEAK = 0.01f;

    /** What kernels that work on one number at a time say when they are asked for softmax. */
    public static final String NOT_ELEMENTWISE =
            "softmax is no function of one number: call softmax(), and take its slope together with"
                    + " the loss's";

    /**
     * Tells what the slope is computed from.
     *
     * @return true if from the weighted sum {@code z}, false if from the activation {@code a}
     */
    public boolean derivativeFromSums() {
        return this == SOFTPLUS || this == GELU;
    }
}
