package lanewise;

import lanewise.internal.kernel.ActivationFunction;

/**
 * The function that a layer applies to its weighted sums {@code z}. Stated errors are relative to
 * the exact function, in units in the last place; every tier computes the same bits.
 *
 * <pre>{@code
 * Layer hidden = Layer.of(32, Activation.GELU); // same as Layer.gelu(32)
 * Network network = Network.of(13, hidden, Layer.of(1, Activation.IDENTITY));
 * System.out.println(network.layers().getLast().activation()); // prints IDENTITY
 * }</pre>
 */
public enum Activation {
    /** {@code z} itself: for regression outputs. */
    IDENTITY(ActivationFunction.IDENTITY),

    /**
     * The logistic function {@code σ(z) = 1 / (1 + exp(-z))}, between 0 and 1; accurate to 3.2
     * units in the last place, or 7.2 in layers with fewer than 16 inputs or units, where units
     * share divisions; never below 2.5e-13.
     */
    SIGMOID(ActivationFunction.SIGMOID),

    /** The hyperbolic tangent, between −1 and 1. */
    TANH(ActivationFunction.TANH),

    /** {@code max(0, z)}; its derivative at 0 is defined as 0. */
    RELU(ActivationFunction.RELU),

    /** {@code z} if positive, else {@code 0.01 · z}; its derivative at 0 is defined as 0.01. */
    LEAKY_RELU(ActivationFunction.LEAKY_RELU),

    /** {@code log(1 + exp(z))}, a smooth ReLU. */
    SOFTPLUS(ActivationFunction.SOFTPLUS),

    /**
     * {@code z · Φ(z)}, where Φ is the standard normal distribution function; not the tanh
     * approximation (D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units (GELUs)", 2016).
     */
    GELU(ActivationFunction.GELU),

    /**
     * {@code exp(z_k) / Σ_j exp(z_j)} over the units of the layer: probabilities of mutually
     * exclusive classes. Only for the last layer, with {@link Loss#CROSS_ENTROPY}.
     */
    SOFTMAX(ActivationFunction.SOFTMAX);

    private final ActivationFunction function;

    Activation(ActivationFunction function) {
        this.function = function;
    }

    ActivationFunction function() {
        return function;
    }
}
