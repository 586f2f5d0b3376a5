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
     * The mean absolute error, {@code Σ|a − y| / (rows · outputs)}: the outputs estimate medians,
     * which outliers hardly move (R. Koenker and G. Bassett, "Regression Quantiles", Econometrica
     * 46, 1978). Supports every output activation but softmax.
     *
     * <p>The derivative of an error of 0, where there is none, is defined as 0. All other errors
     * have the same slope however small they are, so let the learning rate decay, or the outputs
     * keep moving around the minimum.
     */
    MEAN_ABSOLUTE_ERROR(LossFunction.ABSOLUTE_ERROR, "mae"),

    /**
     * Huber's loss, {@code Σ h(a − y) / (rows · outputs)} with {@code h(e) = e² / 2} for {@code |e|
     * ≤ 1} and {@code |e| − 1/2} beyond: half the squared error for small errors, but an outlier
     * pulls with no more than the weight of an error of 1 (P. J. Huber, "Robust Estimation of a
     * Location Parameter", Annals of Mathematical Statistics 35, 1964). Supports every output
     * activation but softmax. While all errors are at most 1, it is the mean squared error.
     *
     * <p>The limit is 1, as in PyTorch's {@code HuberLoss} and Keras's {@code Huber} by default, in
     * the units of the targets: scale them so that ordinary errors are below 1. Another limit
     * {@code δ} needs no option, since {@code h_δ(e) = δ² · h(e / δ)}: with identity outputs,
     * divide the targets by {@code δ} and multiply the predictions by it.
     */
    HUBER(LossFunction.HUBER, "huber"),

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
