package lanewise;

import lanewise.kernel.AdamConstants;
import lanewise.kernel.UpdateKernels;
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
final class UpdateStep {
    private static final float[] NONE = {};

    private final Optimizer optimizer;
    private final int count;
    private final int[] weightRanges;

    /** What does not change, of Adam and AdamW only. */
    private final AdamConstants adam;

    /** The velocity, or the first moment. */
    private final float[] first;

    /** The mean of squares, or the second moment. */
    private final float[] second;

    /** β1 and β2 to the power of the number of steps done. */
    private double power1;

    private double power2;

    /**
     * Before the first step.
     *
     * @param optimizer the rule
     * @param count number of parameters, padded
     * @param weightRanges where the weights lie among them, biases left out: first index and index
     *     after the last of each range
     */
    UpdateStep(Optimizer optimizer, int count, int... weightRanges) {
        this.optimizer = optimizer;
        this.count = count;
        this.weightRanges = weightRanges.clone();
        adam = constants(optimizer);
        first = optimizer instanceof Sgd || optimizer instanceof RmsProp ? NONE : new float[count];
        second = adam != null || optimizer instanceof RmsProp ? new float[count] : NONE;
        power1 = 1;
        power2 = 1;
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

    private UpdateStep(UpdateStep other) {
        optimizer = other.optimizer;
        count = other.count;
        weightRanges = other.weightRanges;
        adam = other.adam;
        first = other.first.clone();
        second = other.second.clone();
        power1 = other.power1;
        power2 = other.power2;
    }

    /** Another of the same memory, whose steps do not change this one's. */
    UpdateStep copy() {
        return new UpdateStep(this);
    }

    /**
     * One step. The gradient used is {@code g · clip / divisor}.
     *
     * @param kernels who computes
     * @param p the old parameters, padded
     * @param g sums of gradients, laid out like the parameters
     * @param next receives the new parameters
     * @param divisor what makes the sums means
     * @param clip what makes the gradient short enough, 1 if it is
     * @param iteration the number of the iteration for the schedule, from 0
     * @return 0 if all new parameters are finite, else NaN
     */
    float step(
            UpdateKernels kernels,
            float[] p,
            float[] g,
            float[] next,
            double divisor,
            double clip,
            long iteration) {
        double rate = optimizer.learningRate().rate(iteration);
        float eta = (float) rate;
        float scale = (float) (clip / divisor);
        // No switch over types: to link one takes 16 ms of a cold JVM, a tenth of a short run.
        if (optimizer instanceof Sgd) {
            return kernels.sgd(p, g, next, (float) (rate * clip / divisor), count);
        }
        if (optimizer instanceof Momentum o) {
            float momentum = (float) o.momentum();
            return kernels.momentum(p, g, next, first, eta, momentum, scale, count);
        }
        if (optimizer instanceof Nesterov o) {
            float momentum = (float) o.momentum();
            return kernels.nesterov(p, g, next, first, eta, momentum, scale, count);
        }
        if (optimizer instanceof RmsProp o) {
            float rho = (float) o.rho();
            float rest = (float) (1 - o.rho());
            float epsilon = (float) o.epsilon();
            return kernels.rmsProp(p, g, next, second, eta, rho, rest, epsilon, scale, count);
        }
        if (optimizer instanceof Adam o) {
            return adam(kernels, p, g, next, rate, o.beta1(), o.beta2(), scale);
        }
        AdamW o = (AdamW) optimizer;
        return adam(kernels, p, g, next, rate, o.beta1(), o.beta2(), scale)
                + decay(kernels, p, next, rate * o.weightDecay());
    }

    private float adam(
            UpdateKernels kernels,
            float[] p,
            float[] g,
            float[] next,
            double rate,
            double beta1,
            double beta2,
            float scale) {
        power1 *= beta1;
        power2 *= beta2;
        return kernels.adam(
                p,
                g,
                next,
                first,
                second,
                adam,
                (float) (rate / (1 - power1)),
                (float) (1 / Math.sqrt(1 - power2)),
                scale,
                count);
    }

    /** Takes a part of the old weights off the new ones. */
    private float decay(UpdateKernels kernels, float[] p, float[] next, double part) {
        float nonFinite = 0f;
        for (int r = 0; r < weightRanges.length; r += 2) {
            nonFinite +=
                    kernels.scaledAdd(next, (float) -part, p, weightRanges[r], weightRanges[r + 1]);
        }
        return nonFinite;
    }
}
