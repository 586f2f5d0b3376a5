package lanewise.internal.pass;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;

/**
 * The update phase of a training run: its optimizer, and what that remembers from step to step. A
 * step allocates nothing.
 */
public final class UpdateStep {
    private final Optimizer optimizer;
    private final int[] weightRanges;

    /** What does not change, of Adam and AdamW only. */
    private final AdamConstants adam;

    private final OptimizerMemory memory;
    private final float[] first;
    private final float[] second;

    /** The learning rate of the step that was begun, and what follows from it. */
    private double rate;

    private float sgdRate;
    private float adamRate;
    private float correction;
    private float scale;

    /**
     * Before the first step.
     *
     * @param optimizer the rule
     * @param count number of parameters, padded
     * @param weightRanges where the weights lie among them, biases left out: first index and index
     *     after the last of each range
     */
    UpdateStep(Optimizer optimizer, int count, int... weightRanges) {
        this(optimizer, new OptimizerMemory(optimizer, count), weightRanges);
    }

    /** The same where an optimizer remembers steps; its memory becomes this one's. */
    UpdateStep(Optimizer optimizer, OptimizerMemory memory, int... weightRanges) {
        this.optimizer = optimizer;
        this.memory = memory;
        this.weightRanges = weightRanges.clone();
        adam = constants(optimizer);
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

    /** Another of the same memory, whose steps do not change this one's. */
    UpdateStep copy() {
        return new UpdateStep(optimizer, memory.copy(), weightRanges);
    }

    /**
     * Begins a step. The gradient used is {@code g · clip / divisor}.
     *
     * @param divisor what makes the sums means
     * @param clip what makes the gradient short enough, 1 if it is
     * @param iteration the number of the iteration for the schedule, from 0
     */
    void begin(double divisor, double clip, long iteration) {
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

    /**
     * Makes the step that was begun for a range of parameters. Threads may share a step.
     *
     * @param kernels who computes
     * @param p the old parameters, padded
     * @param g sums of gradients, laid out like the parameters
     * @param next receives the new parameters
     * @param from the first parameter, a multiple of 16
     * @param to the parameter after the last, a multiple of 16
     * @return 0 if all new parameters are finite, else NaN
     */
    float step(UpdateKernels kernels, float[] p, float[] g, float[] next, int from, int to) {
        float eta = (float) rate;
        // No switch over types: to link one takes 16 ms of a cold JVM, a tenth of a short run.
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
            float rest = (float) (1 - o.rho());
            float epsilon = (float) o.epsilon();
            return kernels.rmsProp(p, g, next, second, eta, rho, rest, epsilon, scale, from, to);
        }
        float nonFinite =
                kernels.adam(
                        p, g, next, first, second, adam, adamRate, correction, scale, from, to);
        return optimizer instanceof AdamW o
                ? nonFinite + decay(kernels, p, next, rate * o.weightDecay(), from, to)
                : nonFinite;
    }

    /** Takes a part of the old weights off the new ones. */
    private float decay(
            UpdateKernels kernels, float[] p, float[] next, double part, int from, int to) {
        float nonFinite = 0f;
        for (int r = 0; r < weightRanges.length; r += 2) {
            int begin = Math.max(from, weightRanges[r]);
            int end = Math.min(to, weightRanges[r + 1]);
            if (begin < end) {
                nonFinite += kernels.scaledAdd(next, (float) -part, p, begin, end);
            }
        }
        return nonFinite;
    }
}
