package lanewise;

import lanewise.internal.kernel.LossFunction;

/**
 * The function that training minimizes: the mean over rows of the distance between outputs {@code
 * a} and targets {@code y}, weighted by sample weights if there are any.
 *
 * <pre>{@code
 * Network classes = Network.of(4, Layer.tanh(5), Layer.softmax(3));
 * System.out.println(classes.loss()); // prints cross-entropy
 * Network yesOrNo = Network.of(4, Layer.tanh(5), Layer.sigmoid(1)).withLoss(Loss.BINARY_CROSS_ENTROPY);
 * }</pre>
 */
public enum Loss {
    /**
     * The mean squared error, {@code Σ(a − y)² / (2 · rows · outputs)}. Supports every output
     * activation but softmax.
     */
    MEAN_SQUARED_ERROR(LossFunction.SQUARED_ERROR, "mse"),

    /**
     * {@code −Σ(y · log(a) + (1 − y) · log(1 − a)) / (rows · outputs)}: each output is an
     * independent probability. Requires sigmoid outputs and targets from 0 to 1. Computed from the
     * weighted sums, to avoid the logarithm of a rounded probability.
     */
    BINARY_CROSS_ENTROPY(LossFunction.BINARY_CROSS_ENTROPY, "binary cross-entropy"),

    /**
     * {@code −Σ y · log(a) / rows}: the outputs are probabilities of mutually exclusive classes.
     * Requires softmax outputs and targets that sum to 1. Computed from the weighted sums, to avoid
     * the logarithm of a rounded probability.
     */
    CROSS_ENTROPY(LossFunction.CROSS_ENTROPY, "cross-entropy");

    private final LossFunction function;
    private final String text;

    Loss(LossFunction function, String text) {
        this.function = function;
        this.text = text;
    }

    LossFunction function() {
        return function;
    }

    /**
     * The common name of the loss.
     *
     * @return such as {@code mse}
     */
    @Override
    public String toString() {
        return text;
    }
}
