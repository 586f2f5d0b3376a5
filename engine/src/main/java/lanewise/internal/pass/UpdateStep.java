package lanewise.internal.pass;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Constant;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;

/** The update phase of an iteration: one step of the optimizer. A step allocates nothing. */
public final class UpdateStep {
    private final Optimizer optimizer;
    private final int[] weightRanges;

    /** Constants of Adam and AdamW; null for other optimizers. */
    private final AdamConstants adam;

    private final OptimizerMemory memory;

    /** Whether all steps of equal divisor and limit have the same coefficients. */
    private final boolean steady;

    private final float[] first;
    private final float[] second;

    /** Learning rate of the current step; the fields below derive from it. */
    private double rate;

    private float sgdRate;
    private float adamRate;
    private float correction;
    private float scale;

    /**
     * Starts with an empty memory.
     *
     * @param optimizer the optimizer
     * @param count number of parameters, padded
     * @param weightRanges begin and end of each range of weights among the parameters, biases left
     *     out
     */
    public UpdateStep(Optimizer optimizer, int count, int... weightRanges) {
        this(optimizer, new OptimizerMemory(optimizer, count), weightRanges);
    }

    /** Continues with a memory, which belongs to this object from then on. */
    UpdateStep(Optimizer optimizer, OptimizerMemory memory, int... weightRanges) {
        this.optimizer = optimizer;
        this.memory = memory;
        this.weightRanges = weightRanges.clone();
        adam = constants(optimizer);
        steady = adam == null && optimizer.learningRate() instanceof Constant;
        first = memory.first;
        second = memory.second;
    }

    private static AdamConstants constants(Optimizer optimizer) {
        if (optimizer instanceof Adam a) {
            return AdamConstants.of(a.beta1(), a.beta2(), a.epsilon());
        }
        if (optimizer instanceof AdamW a) {
            return AdamConstants.of(a.beta1(), a.beta2(), a.epsilon());
        }
        return null;
    }

    /**
     * Begins a step. The gradient used is {@code g · clip / divisor}.
     *
     * @param divisor divisor that turns gradient sums into means
     * @param clip factor that limits the gradient, 1 for no limit
     * @param iteration index of the iteration for the schedule, from 0
     */
    public void begin(double divisor, double clip, long iteration) {
        rate = optimizer.learningRate().rate(iteration);
        sgdRate = (float) (rate * clip / divisor);
        scale = (float) (clip / divisor);
        if (optimizer instanceof Adam o) {
            correct(o.beta1(), o.beta2());
        } else if (optimizer instanceof AdamW o) {
            correct(o.beta1(), o.beta2());
        }
    }

    private void correct(double beta1, double beta2) {
        memory.power1 *= beta1;
        memory.power2 *= beta2;
        adamRate = (float) (rate / (1 - memory.power1));
        correction = (float) (1 / Math.sqrt(1 - memory.power2));
    }

    /** The optimizer whose step this is. */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** Whether all steps of equal divisor and limit have the same coefficients. */
    public boolean isSteady() {
        return steady;
    }

    /**
     * Begins the step that another model begins, with the same divisor, limit and iteration. False
     * if the optimizers differ.
     */
    public boolean beginAs(UpdateStep other) {
        if (optimizer != other.optimizer) {
            return false;
        }
        rate = other.rate;
        sgdRate = other.sgdRate;
        scale = other.scale;
        adamRate = other.adamRate;
        correction = other.correction;
        memory.power1 = other.memory.power1;
        memory.power2 = other.memory.power2;
        return true;
    }

    /** Learning rate of the current step. */
    public float rate() {
        return (float) rate;
    }

    /** Learning rate of the current step times the scale of the gradient, for plain descent. */
    public float sgdRate() {
        return sgdRate;
    }

    /** Factor of the gradient. */
    public float scale() {
        return scale;
    }

    /** Adam's learning rate of the current step, with the correction of the first moment. */
    public float adamRate() {
        return adamRate;
    }

    /** Adam's factor of the root in the current step. */
    public float correction() {
        return correction;
    }

    /** Constants of Adam and AdamW; null for other optimizers. */
    public AdamConstants adam() {
        return adam;
    }

    /** Factor of the old weights that decoupled weight decay adds to the new ones; 0 for none. */
    public float decay() {
        return optimizer instanceof AdamW o ? (float) -(rate * o.weightDecay()) : 0f;
    }

    /**
     * Computes the current step for a range of parameters. Threads may share a step.
     *
     * @param kernels the kernels
     * @param p the old parameters, padded
     * @param g sums of gradients, laid out like the parameters
     * @param next receives the new parameters
     * @param from the first parameter
     * @param to the parameter after the last
     * @return 0 if all new parameters are finite, else NaN
     */
    float step(UpdateKernels kernels, float[] p, float[] g, float[] next, int from, int to) {
        float eta = (float) rate;
        // No pattern switch: linking one takes a cold JVM 16 ms, a tenth of a short run.
        if (optimizer instanceof Sgd) {
            return kernels.sgd(p, g, next, sgdRate, from, to);
        }
        if (optimizer instanceof Momentum o) {
            float momentum = (float) o.momentum();
            return kernels.momentum(p, g, next, first, eta, momentum, scale, from, to);
        }
        if (optimizer instanceof Nesterov o) {
            float momentum = (float) o.momentum();
            return kernels.nesterov(p, g, next, first, eta, momentum, scale, from, to);
        }
        if (optimizer instanceof RmsProp o) {
            float rho = (float) o.rho();
            float oneMinusRho = (float) (1 - o.rho());
            float epsilon = (float) o.epsilon();
            return kernels.rmsProp(
                    p, g, next, second, eta, rho, oneMinusRho, epsilon, scale, from, to);
        }
        float nonFinite =
                kernels.adam(
                        p, g, next, first, second, adam, adamRate, correction, scale, from, to);
        return optimizer instanceof AdamW
                ? nonFinite + decay(kernels, p, next, from, to)
                : nonFinite;
    }

    /** Subtracts a share of the old weights from the new ones. */
    private float decay(UpdateKernels kernels, float[] p, float[] next, int from, int to) {
        float nonFinite = 0f;
        for (int r = 0; r < weightRanges.length; r += 2) {
            int begin = Math.max(from, weightRanges[r]);
            int end = Math.min(to, weightRanges[r + 1]);
            if (begin < end) {
                nonFinite += kernels.scaledAdd(next, decay(), p, begin, end);
            }
        }
        return nonFinite;
    }
}
