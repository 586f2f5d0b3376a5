package lanewise.train;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.internal.kernel.Dense;
import lanewise.internal.plan.NetworkPlan;
import lanewise.recurrent.ConvergenceException;

import java.util.List;
import java.util.Locale;

/** Builds the exceptions of runs that diverge, with the likely cause. */
final class Divergence {

    /** Magnitude of features or targets above which few learning rates are stable. */
    private static final float LARGE = 100;

    private Divergence() {}

    /** Describes an infinite or NaN loss and the layer that caused it. */
    static String ofLoss(Network network, float loss, int layer) {
        Layer suspect = network.layers().get(layer);
        return String.format(
                Locale.ROOT,
                "the loss became %s through the units of layer %d (%d units, %s)",
                loss,
                layer,
                suspect.units(),
                suspect.activation());
    }

    /** Describes the first parameter that is not finite and its layer. */
    static String where(Network network, NetworkPlan plan, float[] parameters) {
        List<Dense> layers = plan.dense();
        for (int l = 0; l < layers.size(); l++) {
            for (int k = layers.get(l).weights(); k < layers.get(l).end(); k++) {
                if (!Float.isFinite(parameters[k])) {
                    boolean bias = layers.get(l).hasBias() && k >= layers.get(l).biases();
                    Layer layer = network.layers().get(l);
                    return String.format(
                            Locale.ROOT,
                            "a %s of layer %d (%d units, %s) became %s",
                            bias ? "bias" : "weight",
                            l,
                            layer.units(),
                            layer.activation(),
                            parameters[k]);
                }
            }
        }
        return "the optimizer's memory of the gradient became infinite";
    }

    /** The exception for a recurrent layer that does not converge in an iteration. */
    static DivergenceException ofRecurrentLayer(
            ConvergenceException cause, Model last, int iteration) {
        String when = "in iteration " + iteration + " (counted from 0)";
        return ofRecurrentLayer(when, cause, last, iteration);
    }

    /** The exception for a recurrent layer that does not converge on the validation rows. */
    static DivergenceException inValidation(
            ConvergenceException cause, Model last, int iterations) {
        String when = "on the validation rows, after " + iterations + " iterations";
        return ofRecurrentLayer(when, cause, last, iterations);
    }

    private static DivergenceException ofRecurrentLayer(
            String when, ConvergenceException cause, Model last, int iteration) {
        String message = "the training diverged " + when + ": " + cause.getMessage();
        DivergenceException divergence = new DivergenceException(message, last, iteration);
        divergence.initCause(cause);
        return divergence;
    }

    /** The exception for an infinite or NaN parameter or loss. */
    static DivergenceException ofNumbers(
            String what, RunRows rows, double learningRate, Model last, int iteration) {
        String message =
                "the training diverged in iteration "
                        + iteration
                        + " (counted from 0): "
                        + what
                        + "; likely cause: "
                        + cause(rows, learningRate);
        return new DivergenceException(message, last, iteration);
    }

    private static String cause(RunRows rows, double learningRate) {
        boolean here = rows.source() != null;
        float ofFeatures = here ? rows.source().largestFeature(rows.chosen()) : 0;
        float ofTargets = here ? rows.source().largestTarget(rows.chosen()) : 0;
        if (Math.max(ofFeatures, ofTargets) > LARGE) {
            return (ofFeatures > LARGE ? "features as large as " : "targets as large as ")
                    + (ofFeatures > LARGE ? ofFeatures : ofTargets)
                    + "; scale them, for example by lanewise.data.Scaling, or lower the learning"
                    + " rate of "
                    + learningRate;
        }
        return "a learning rate of "
                + learningRate
                + " is too large; lower it, warm it up, or clip the gradient by"
                + " withMaxGradientNorm";
    }
}
