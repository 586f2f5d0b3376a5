package lanewise.internal.stack;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.kernel.stack.StackCoefficients;
import lanewise.internal.kernel.stack.StackKernels;
import lanewise.internal.pass.GradientNorm;
import lanewise.internal.pass.OptimizerMemory;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.pass.UpdateStep;
import lanewise.internal.plan.NetworkPlan;
import lanewise.optimize.AdamW;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;

import java.util.Arrays;

/** The update phase of a {@link StackStep}: penalty, limit and a step of each model's optimizer. */
final class StackUpdate {

    private static final int MODELS = StackStep.MODELS;

    private final StackKernels kernels;

    /** An optimizer of the kind of all models. */
    private final Optimizer kind;

    private final boolean penalised;
    private final boolean clips;
    private final int count;
    private final int[] weightRanges;

    // The optimizers' memory, stacked; empty where the kind has none.
    private final float[] first;
    private final float[] second;

    private final StackCoefficients coefficients = new StackCoefficients();

    /** Factor of each model's weights that the penalty adds to its gradient. */
    private final float[] penalties = new float[MODELS];

    private final int[] ignored = new int[MODELS];

    /** The gradient of one model, padded. */
    private final float[] own;

    private final float[] scratch = new float[Kernels.SCRATCH];

    StackUpdate(StackKernels kernels, NetworkPlan network, StepSettings settings) {
        this.kernels = kernels;
        kind = settings.optimizer();
        penalised = settings.weightDecay() > 0;
        clips = settings.maxGradientNorm() < Double.POSITIVE_INFINITY;
        count = network.parameterCount();
        weightRanges = network.weightRanges();
        OptimizerMemory memory = new OptimizerMemory(kind, count * MODELS);
        first = memory.first;
        second = memory.second;
        own = new float[clips ? Lanes.pad(count) : 0];
    }

    /** Clears the memory of a place. */
    void clear(int place) {
        for (int k = place; k < first.length; k += MODELS) {
            first[k] = 0f;
        }
        for (int k = place; k < second.length; k += MODELS) {
            second[k] = 0f;
        }
    }

    /** Applies penalty and limit to the gradients, and begins the step of each model. */
    void begin(UpdateKernels updates, StackedModel[] models, float[] gradient, float[] parameters) {
        if (penalised) {
            for (int m = 0; m < MODELS; m++) {
                StackedModel model = models[m];
                penalties[m] =
                        model == null ? 0f : (float) (model.settings.weightDecay() * model.divisor);
            }
            for (int k = 0; k < weightRanges.length; k += 2) {
                int from = weightRanges[k];
                int to = weightRanges[k + 1];
                kernels.scaledAdd(gradient, penalties, parameters, from, to, ignored);
            }
        }
        StackedModel other = null;
        for (int m = 0; m < MODELS; m++) {
            StackedModel model = models[m];
            if (model == null || model.isBegun() && !clips) {
                continue;
            }
            if (clips || !beginAs(model, other)) {
                double clip = clips ? clip(updates, model, m, gradient) : 1;
                model.update.begin(model.divisor, clip, model.iteration);
            }
            model.begunDivisor = model.divisor;
            store(model.update, m);
            other = model;
        }
    }

    /** Begins the step of another model, if it is the same: restarts have the same settings. */
    private static boolean beginAs(StackedModel model, StackedModel other) {
        return other != null
                && model.divisor == other.divisor
                && model.iteration == other.iteration
                && model.update.beginAs(other.update);
    }

    /** Stores the coefficients of a model's step. */
    private void store(UpdateStep step, int m) {
        StackCoefficients c = coefficients;
        Optimizer optimizer = step.optimizer();
        c.rate[m] = step.rate();
        c.scale[m] = step.scale();
        if (optimizer instanceof Sgd) {
            c.rate[m] = step.sgdRate();
        } else if (optimizer instanceof Momentum o) {
            c.decay1[m] = (float) o.momentum();
        } else if (optimizer instanceof Nesterov o) {
            c.decay1[m] = (float) o.momentum();
        } else if (optimizer instanceof RmsProp o) {
            c.decay2[m] = (float) o.rho();
            c.rest2[m] = (float) (1 - o.rho());
            c.epsilon[m] = (float) o.epsilon();
        } else {
            c.rate[m] = step.adamRate();
            c.correction[m] = step.correction();
            c.decay1[m] = step.adam().beta1();
            c.rest1[m] = step.adam().rest1();
            c.decay2[m] = step.adam().beta2();
            c.rest2[m] = step.adam().rest2();
            c.epsilon[m] = step.adam().epsilon();
            c.decay[m] = step.decay();
        }
    }

    private double clip(UpdateKernels updates, StackedModel model, int m, float[] gradient) {
        for (int k = 0; k < count; k++) {
            own[k] = gradient[k * MODELS + m];
        }
        double norm = GradientNorm.of(updates, own, own.length, model.divisor, scratch);
        return GradientNorm.clip(norm, model.settings.maxGradientNorm());
    }

    /** Updates the parameters, and finds the models that have some that are not finite. */
    void step(float[] p, float[] g, int[] nonFinite) {
        if (kind instanceof Sgd) {
            kernels.sgd(p, g, coefficients, count, nonFinite);
        } else if (kind instanceof Momentum) {
            kernels.momentum(p, g, first, coefficients, count, nonFinite);
        } else if (kind instanceof Nesterov) {
            kernels.nesterov(p, g, first, coefficients, count, nonFinite);
        } else if (kind instanceof RmsProp) {
            kernels.rmsProp(p, g, second, coefficients, count, nonFinite);
        } else {
            Arrays.fill(nonFinite, 0);
            boolean decays = kind instanceof AdamW;
            int done = 0;
            for (int k = 0; decays && k < weightRanges.length; k += 2) {
                adam(p, g, done, weightRanges[k], false, nonFinite);
                adam(p, g, weightRanges[k], weightRanges[k + 1], true, nonFinite);
                done = weightRanges[k + 1];
            }
            adam(p, g, done, count, false, nonFinite);
        }
    }

    private void adam(float[] p, float[] g, int from, int to, boolean decays, int[] nonFinite) {
        if (from < to) {
            kernels.adam(p, g, first, second, coefficients, from, to, decays, nonFinite);
        }
    }
}
