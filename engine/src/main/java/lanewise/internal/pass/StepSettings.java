package lanewise.internal.pass;

import lanewise.optimize.Optimizer;

/**
 * Settings of an iteration, besides network, parameters and rows.
 *
 * @param optimizer turns gradients into steps
 * @param seed seed of dropout masks
 * @param weightDecay factor λ of the L2 penalty, 0 for none
 * @param maxGradientNorm largest Euclidean norm of a gradient, infinite for no limit
 */
public record StepSettings(
        Optimizer optimizer, long seed, double weightDecay, double maxGradientNorm) {

    /** Whether other settings also have a penalty and a limit, or also have none. */
    public boolean sameRules(StepSettings other) {
        boolean unlimited = maxGradientNorm == Double.POSITIVE_INFINITY;
        return weightDecay > 0 == other.weightDecay > 0
                && unlimited == (other.maxGradientNorm == Double.POSITIVE_INFINITY);
    }
}
