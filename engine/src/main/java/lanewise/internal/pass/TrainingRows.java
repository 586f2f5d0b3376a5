package lanewise.internal.pass;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.Targets;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.plan.Outputs;

import java.util.Arrays;

/** Converts data sets to batches, with targets in the form that a network's loss needs. */
public final class TrainingRows {

    /** Tolerated deviation of a row's target sum from 1: rounding of a few hundred floats. */
    private static final double SUM_TOLERANCE = 1e-4;

    private TrainingRows() {}

    /**
     * Throws an IllegalArgumentException unless the data has a column for each input and output,
     * and targets that suit the loss.
     */
    public static void requireFit(NetworkPlan network, Dataset data) {
        network.requireInputs(data.features().features());
        int targets = data.targets().features();
        int outputs = network.outputs();
        boolean binary = outputs == 1 && data.classification() && targets == 2;
        if (targets != outputs && !binary) {
            throw new IllegalArgumentException(
                    "the data has "
                            + targets
                            + " targets, but the network "
                            + network
                            + " has "
                            + outputs
                            + " outputs: give its last layer as many units");
        }
        requireTargetsFit(network.loss(), targets(network, data));
    }

    /**
     * All rows of a data set as one batch.
     *
     * @param network the network
     * @param data the rows, which fit the network's inputs and outputs
     * @param weights a weight for each row, or null for 1
     * @throws IllegalArgumentException if the targets do not suit the loss
     */
    public static Batch of(NetworkPlan network, Dataset data, float[] weights) {
        FeatureMatrix x = data.features();
        FeatureMatrix y = targets(network, data);
        float[] mask = new float[y.stride()];
        Arrays.fill(mask, 0, y.samples(), 1f);
        if (weights != null) {
            System.arraycopy(weights, 0, mask, 0, y.samples());
        }
        float[] classes = new float[y.stride()];
        Arrays.fill(classes, -1f);
        for (int row = 0; row < y.samples(); row++) {
            classes[row] = Outputs.predictedClass(y, row);
        }
        Targets targets = new Targets(y.features(), y.array(), y.stride(), mask, classes);
        return new Batch(
                x.array(), x.stride(), x.samples(), targets, Batch.sum(mask, 0, y.samples()));
    }

    /** The targets; of two classes only the second for a network with one output. */
    private static FeatureMatrix targets(NetworkPlan network, Dataset data) {
        FeatureMatrix y = data.targets();
        if (y.features() == network.outputs()) {
            return y;
        }
        FeatureMatrix second = new FeatureMatrix(y.samples(), 1);
        System.arraycopy(y.array(), y.stride(), second.array(), 0, y.samples());
        return second;
    }

    private static void requireTargetsFit(LossFunction loss, FeatureMatrix y) {
        if (loss != LossFunction.BINARY_CROSS_ENTROPY && loss != LossFunction.CROSS_ENTROPY) {
            return;
        }
        for (int row = 0; row < y.samples(); row++) {
            double sum = 0;
            for (int k = 0; k < y.features(); k++) {
                float target = y.array()[k * y.stride() + row];
                if (!(target >= 0 && target <= 1)) {
                    throw new IllegalArgumentException(
                            "target "
                                    + k
                                    + " of row "
                                    + row
                                    + " is "
                                    + target
                                    + ": "
                                    + loss.name()
                                    + " needs probabilities from 0 to 1; use MEAN_SQUARED_ERROR for"
                                    + " numbers");
                }
                sum += target;
            }
            if (loss == LossFunction.CROSS_ENTROPY && Math.abs(sum - 1) > SUM_TOLERANCE) {
                throw new IllegalArgumentException(
                        "the targets of row "
                                + row
                                + " sum to "
                                + sum
                                + ": CROSS_ENTROPY needs probabilities that sum to 1; use"
                                + " BINARY_CROSS_ENTROPY with sigmoid outputs for independent"
                                + " answers");
            }
        }
    }
}
