package lanewise.internal.pass;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.plan.NetworkPlan;

/** Applies L2 penalty and limit to a gradient, before the optimizer uses it. */
public final class GradientRules {
    private final int[] weightRanges;
    private final double weightDecay;
    private final double maxNorm;
    private final float[] scratch = new float[Kernels.SCRATCH];

    GradientRules(NetworkPlan network, double weightDecay, double maxNorm) {
        weightRanges = network.weightRanges();
        this.weightDecay = weightDecay;
        this.maxNorm = maxNorm;
    }

    /** Whether gradients are limited, which takes all of their sums. */
    boolean limit() {
        return maxNorm != Double.POSITIVE_INFINITY;
    }

    /** Adds the gradient of the penalty to a range of gradient sums, which are not divided yet. */
    void addDecay(
            UpdateKernels kernels,
            float[] gradient,
            float[] parameters,
            double divisor,
            int from,
            int to) {
        if (weightDecay == 0) {
            return;
        }
        float factor = (float) (weightDecay * divisor);
        for (int k = 0; k < weightRanges.length; k += 2) {
            int begin = Math.max(from, weightRanges[k]);
            int end = Math.min(to, weightRanges[k + 1]);
            if (begin < end) {
                kernels.scaledAdd(gradient, factor, parameters, begin, end);
            }
        }
    }

    /** The factor that limits gradient sums, which are not divided yet; 1 for no limit. */
    double clip(UpdateKernels kernels, float[] gradient, double divisor) {
        if (!limit()) {
            return 1;
        }
        double norm = GradientNorm.of(kernels, gradient, gradient.length, divisor, scratch);
        return GradientNorm.clip(norm, maxNorm);
    }
}
