package lanewise.internal.kernel;

/** Activation functions of a layer; {@code z} is a weighted sum, {@code a} an activation. */
public enum ActivationFunction {
    /** {@code f(z) = z}. */
    IDENTITY,
    /** {@code f(z) = 1 / (1 + exp(−z))}, with derivative {@code a(1 − a)}. */
    SIGMOID,
    /** {@code f(z) = tanh(z)}, with derivative {@code 1 − a²}. */
    TANH,
    /** {@code f(z) = max(z, 0)}; the derivative at 0 is 0. */
    RELU,
    /**
     * {@code f(z) = z} for positive {@code z}, else {@code 0.01 · z}; the derivative at 0 is 0.01.
     */
    LEAKY_RELU,
    /** {@code f(z) = log(1 + exp(z))}, with derivative {@code σ(z)}. */
    SOFTPLUS,
    /**
     * {@code f(z) = z · Φ(z)} with the distribution function Φ of the standard normal distribution,
     * not its tanh approximation; the derivative is {@code Φ(z) + z · φ(z)} (D. Hendrycks, K.
     * Gimpel, "Gaussian Error Linear Units", 2016).
     */
    GELU,
    /**
     * {@code f(z)_j = exp(z_j) / Σ_k exp(z_k)} over the units of the layer. Only for the last
     * layer, where its derivative is merged with that of the loss.
     */
    SOFTMAX;

    /** Derivative of {@link #LEAKY_RELU} for arguments up to 0. */
    public static final float LEAK = 0.01f;

    /** Error message of element-wise kernels that are called with {@link #SOFTMAX}. */
    public static final String NOT_ELEMENTWISE =
            "softmax is not an element-wise function: call softmax(); LossKernels.delta() includes"
                    + " its derivative";

    /**
     * Whether the derivative is computed from the weighted sum {@code z} or the activation {@code
     * a}.
     *
     * @return true for the weighted sum, false for the activation
     */
    public boolean derivativeFromSums() {
        return this == SOFTPLUS || this == GELU;
    }
}
