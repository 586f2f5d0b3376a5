package lanewise;

import lanewise.internal.kernel.LossFunction;

/**
 * What training minimizes: the mean over rows of how far outputs {@code a} are from targets {@code
 * y}. Sample weights, where there are any, weigh the rows of the mean.
 *
 * <pre>{@code
 * Network classes = Network.of(4, Layer.tanh(5), Layer.softmax(3));
 * System.out.println(classes.loss()); // prints cross-entropy
 * Network yesOrNo = Network.of(4, Layer.tanh(5), Layer.sigmoid(1)).withLoss(Loss.BINARY_CROSS_ENTROPY);
 * }</pre>
 */
public enum Loss {
    /**
     * The mean squared error, {@code Σ(a − y)² / (2 · rows · outputs)}. Goes with every activation
     * but softmax.
     */
    MEAN_SQUARED_ERROR(LossFunction.SQUARED_ERROR, "mse"),

    /**
     * {@code −Σ(y · log(a) + (1 − y) · log(1 − a)) / (rows · outputs)}: each output is the
     * probability of a yes. Goes with sigmoid outputs and targets from 0 to 1. Computed from the
     * weighted sums, so that no logarithm of a rounded probability is taken.
     */
    BINARY_CROSS_ENTROPY(LossFunction.BINARY_CROSS_ENTROPY, "binary cross-entropy"),

    /**
     * {@code −Σ y · log(a) / rows}: the outputs are the probabilities of classes that exclude each
     * other. Goes with softmax outputs and targets that sum to 1. Computed from the weighted sums,
     * so that no logarithm of a rounded probability is taken.
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
     * The name as people write it.
     *
     * @return such as {@code mse}
     */
    @Override
    public String toString() {
        return text;
    }
}
