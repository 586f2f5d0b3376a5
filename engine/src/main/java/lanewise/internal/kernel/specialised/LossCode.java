package lanewise.internal.kernel.specialised;

import static lanewise.internal.kernel.LossFunction.HUBER_DELTA;

import lanewise.internal.kernel.LossFunction;

/**
 * Emits the losses of activations into generated kernels, with the operations of {@link
 * VectorLosses}: value and derivative of one output. {@link LossFunction#fromSums} is false.
 */
final class LossCode {
    private final VectorCode code;
    private final LossFunction loss;
    private final boolean measured;

    /**
     * Creates an emitter.
     *
     * @param code receives the instructions
     * @param loss the loss
     * @param measured whether its value is computed
     */
    LossCode(VectorCode code, LossFunction loss, boolean measured) {
        this.code = code;
        this.loss = loss;
        this.measured = measured;
    }

    /**
     * Adds the weighted loss of an error to a sum, if measured, and pushes its weighted derivative.
     *
     * @param error local variable of the errors
     * @param weight local variable of the weights of the samples
     * @param sum local variable of the sum
     */
    void emit(int error, int weight, int sum) {
        switch (loss) {
            case SQUARED_ERROR -> squaredError(error, weight, sum);
            case ABSOLUTE_ERROR -> absoluteError(error, weight, sum);
            case HUBER -> huber(error, weight, sum);
            default -> throw new AssertionError(loss + " is a loss of weighted sums");
        }
    }

    private void squaredError(int error, int weight, int sum) {
        int weighted = code.push(error).push(weight).multiply().store();
        if (measured) {
            code.push(weighted).push(error).push(sum).fma().store(sum);
        }
        code.push(weighted);
    }

    private void absoluteError(int error, int weight, int sum) {
        if (measured) {
            code.push(weight).push(error).absolute().push(sum).fma().store(sum);
        }
        code.zero().blendWhere(error, "GT", 0f, 1f).blendWhere(error, "LT", 0f, -1f);
        weigh(error, weight);
    }

    private void huber(int error, int weight, int sum) {
        if (measured) {
            int size = code.push(error).absolute().store();
            code.push(size).blendWhere(size, "GT", HUBER_DELTA, HUBER_DELTA);
            int bounded = code.store();
            code.push(weight).push(bounded).multiply();
            code.push(bounded).broadcast(-0.5f).push(size).fma();
            code.push(sum).fma().store(sum);
        }
        code.push(error).blendWhere(error, "GT", HUBER_DELTA, HUBER_DELTA);
        int upper = code.store();
        code.push(upper).blendWhere(upper, "LT", -HUBER_DELTA, -HUBER_DELTA);
        weigh(error, weight);
    }

    /** Multiplies the bounded derivative on the stack and adds NaN if the error is not finite. */
    private void weigh(int error, int weight) {
        code.push(weight).push(error).push(error).subtract().fma();
    }
}
