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
    private final float[] moment1;
    private final float[] moment2;

    private final StackCoefficients coefficients = new StackCoefficients();

    /** Factor of each model's weights that the penalty adds to its gradient. */
    private final float[] penalties = new float[MODELS];

    /** Not 0 for a model with results of the iteration that are infinite or NaN. */
    private final int[] nonFinite = new int[MODELS];

    /** The gradient of one model, padded; empty without a limit. */
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
        moment1 = memory.first;
        moment2 = memory.second;
        own = new float[clips ? Lanes.pad(count) : 0];
    }

    /** Clears the memory of a place. */
    void clear(int place) {
        for (int k = place; k < moment1.length; k += MODELS) {
            moment1[k] = 0f;
        }
        for (int k = place; k < moment2.length; k += MODELS) {
            moment2[k] = 0f;
        }
    }

    /** Whether steps depend on the whole gradient: its norm is limited. */
    boolean clips() {
        return clips;
    }

    /**
     * Begins an iteration, once the batches are known.
     *
     * @param models the models, null where there is none
     */
    void begin(StackedModel[] models) {
        for (int m = 0; penalised && m < MODELS; m++) {
            StackedModel model = models[m];
            penalties[m] =
                    model == null ? 0f : (float) (model.settings.weightDecay() * model.divisor);
        }
        StackedModel other = null;
        for (int m = 0; !clips && m < MODELS; m++) {
            StackedModel model = models[m];
            if (model == null || model.isBegun()) {
                continue;
            }
            if (!beginAs(model, other)) {
                model.update.begin(model.divisor, 1, model.iteration);
            }
            model.begunDivisor = model.divisor;
            store(model.update, m);
            other = model;
        }
        Arrays.fill(nonFinite, 0);
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

    /**
     * Adds the penalty to a part of the gradient.
     *
     * @param g the gradient from parameter {@code first} on
     * @param first parameter whose gradient is the first of {@code g}
     * @param p the parameters
     * @param from first parameter of the part
     * @param to the parameter after the last one
     */
    private void penalise(float[] g, int first, float[] p, int from, int to) {
        for (int k = 0; penalised && k < weightRanges.length; k += 2) {
            int begin = Math.max(from, weightRanges[k]);
            int end = Math.min(to, weightRanges[k + 1]);
            if (begin < end) {
                kernels.penalise(g, first, penalties, p, begin, end);
            }
        }
    }

    /** Limits the gradients of all models, with the penalty, and begins their steps. */
    private void limit(UpdateKernels updates, StackedModel[] models, float[] gradient) {
        for (int m = 0; m < MODELS; m++) {
            StackedModel model = models[m];
            if (model != null) {
                for (int k = 0; k < count; k++) {
                    own[k] = gradient[k * MODELS + m];
                }
                double norm = GradientNorm.of(updates, own, own.length, model.divisor, scratch);
                double clip = GradientNorm.clip(norm, model.settings.maxGradientNorm());
                model.update.begin(model.divisor, clip, model.iteration);
                store(model.update, m);
            }
        }
    }

    /**
     * Updates a range of parameters.
     *
     * @param p the parameters
     * @param g the gradient from parameter {@code first} on; the penalty is added to it
     * @param first parameter whose gradient is the first of {@code g}
     * @param from first parameter of the range
     * @param to the parameter after the last one
     */
    void step(float[] p, float[] g, int first, int from, int to) {
        penalise(g, first, p, from, to);
        optimize(p, g, first, from, to);
    }

    /**
     * Updates all parameters, by gradients whose norms are limited.
     *
     * @param updates the kernels of single models
     * @param models the models, null where there is none
     * @param p the parameters
     * @param g the gradient; the penalty is added to it
     */
    void limitedStep(UpdateKernels updates, StackedModel[] models, float[] p, float[] g) {
        penalise(g, 0, p, 0, count);
        limit(updates, models, g);
        optimize(p, g, 0, 0, count);
    }

    private void optimize(float[] p, float[] g, int first, int from, int to) {
        if (kind instanceof Sgd) {
            kernels.sgd(p, g, first, coefficients, from, to, nonFinite);
        } else if (kind instanceof Momentum) {
            kernels.momentum(p, g, first, moment1, coefficients, from, to, nonFinite);
        } else if (kind instanceof Nesterov) {
            kernels.nesterov(p, g, first, moment1, coefficients, from, to, nonFinite);
        } else if (kind instanceof RmsProp) {
            kernels.rmsProp(p, g, first, moment2, coefficients, from, to, nonFinite);
        } else {
            boolean decays = kind instanceof AdamW;
            int done = from;
            for (int k = 0; decays && k < weightRanges.length; k += 2) {
                int begin = Math.max(done, weightRanges[k]);
                int end = Math.min(to, weightRanges[k + 1]);
                if (begin < end) {
                    adam(p, g, first, done, begin, false);
                    adam(p, g, first, begin, end, true);
                    done = end;
                }
            }
            adam(p, g, first, done, to, false);
        }
    }

    private void adam(float[] p, float[] g, int first, int from, int to, boolean decays) {
        if (from < to) {
            kernels.adam(p, g, first, moment1, moment2, coefficients, from, to, decays, nonFinite);
        }
    }

    /** Whether all results of a model in the iteration are finite. */
    boolean isFinite(int place) {
        return nonFinite[place] == 0;
    }
}
