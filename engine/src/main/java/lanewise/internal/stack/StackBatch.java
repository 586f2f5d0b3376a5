package lanewise.internal.stack;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.RowKernels;
import lanewise.internal.kernel.SampleRows;
import lanewise.internal.kernel.Targets;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.RowBackpropagation;
import lanewise.internal.pass.RowSource;
import lanewise.internal.plan.NetworkPlan;

/** The batches of the models of a {@link StackStep}, one for each place. */
final class StackBatch {

    private static final int MODELS = StackStep.MODELS;

    private static final float[] NO_CLASSES = {};

    private final SampleRows features;
    private final SampleRows targets;
    private final float[] weights;
    private final float[] classes;

    /** Whether all rows have the weight 1. */
    private final boolean equalWeights;

    private final int inputs;
    private final int outputs;
    private final double termsPerRow;

    /** Number of rows, with one that is empty where a model alone has padding. */
    private final int rows;

    /** Whether a model alone is trained with padding after its rows. */
    private final boolean padded;

    /** Whether a layer sums the gradient in ascending order of rows. */
    private final boolean ordered;

    /** Row of each model at each position of the batch (rows × models). */
    private final int[] samples;

    /** Working memory of {@link RowKernels#gather}. */
    private final float[] scratch = new float[RowKernels.SCRATCH];

    private final float[] x;
    private final float[] y;
    private final float[] mask;

    /** Number of rows of each model's batch; 0 where there is no model. */
    private final int[] own = new int[MODELS];

    /** The number of {@link #own} rows for which the mask is set. */
    private final int[] masked = new int[MODELS];

    private final int[] counts = new int[MODELS];
    private final float[] weighed;
    private boolean limited;
    private final Targets window;

    StackBatch(RowSource source, NetworkPlan network, int largest) {
        features = source.features();
        targets = source.targets();
        weights = source.all().targets.mask();
        classes = source.all().targets.classes();
        equalWeights = areOnes(weights, source.all().rows);
        inputs = network.inputs();
        outputs = network.outputs();
        termsPerRow = network.loss().termsPerRow(outputs);
        padded = !RowBackpropagation.suits(network, largest);
        ordered = anyOrdered(network);
        rows = padded && ordered && largest % Lanes.COUNT != 0 ? largest + 1 : largest;
        samples = new int[rows * MODELS];
        x = new float[inputs * rows * MODELS];
        y = new float[outputs * rows * MODELS];
        mask = new float[rows * MODELS];
        weighed = new float[rows];
        window = new Targets(outputs, y, rows * MODELS, mask, NO_CLASSES);
    }

    private static boolean areOnes(float[] weights, int count) {
        for (int row = 0; row < count; row++) {
            if (weights[row] != 1f) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyOrdered(NetworkPlan network) {
        for (Dense layer : network.dense()) {
            if (layer.sumsInOrder()) {
                return true;
            }
        }
        return false;
    }

    void clear(int place) {
        own[place] = 0;
    }

    /** Takes the next batch of each model. */
    void next(StackedModel[] models, RowKernels kernels) {
        int fewest = Integer.MAX_VALUE;
        for (int m = 0; m < MODELS; m++) {
            StackedModel model = models[m];
            if (model != null) {
                model.order.next(model.iteration);
                own[m] = model.order.rows();
                fewest = Math.min(fewest, own[m]);
            }
        }
        for (int m = 0; m < MODELS; m++) {
            place(models[m], m);
        }
        gather(fewest < rows, kernels);
        limit();
        weigh(models);
    }

    private void place(StackedModel model, int m) {
        int count = own[m];
        if (count > 0) {
            int[] order = model.order.order();
            int from = model.order.from();
            for (int r = 0; r < count; r++) {
                samples[r * MODELS + m] = order == null ? from + r : order[from + r];
            }
        }
        for (int r = count; r < rows; r++) {
            samples[r * MODELS + m] = 0;
        }
    }

    /** Places without a model get rows of no effect: their weight is 0. */
    private void gather(boolean ragged, RowKernels kernels) {
        int n = rows * MODELS;
        features.gather(kernels, samples, 0, n, x, n, scratch);
        targets.gather(kernels, samples, 0, n, y, n, scratch);
        for (int m = 0; ragged && m < MODELS; m++) {
            for (int r = own[m]; own[m] > 0 && r < rows; r++) {
                clear(x, inputs, r, m);
                clear(y, outputs, r, m);
            }
        }
    }

    private void clear(float[] matrix, int units, int r, int m) {
        for (int u = 0; u < units; u++) {
            matrix[(u * rows + r) * MODELS + m] = 0f;
        }
    }

    /**
     * Limits the sums in ascending order to the rows of each model. Alone, a model with padding
     * adds zeros, which only turn -0 into 0: an empty row does the same.
     */
    private void limit() {
        limited = false;
        if (!ordered) {
            return;
        }
        for (int m = 0; m < MODELS; m++) {
            boolean adds = own[m] == 0 || padded && own[m] % Lanes.COUNT != 0;
            counts[m] = adds ? rows : own[m];
            limited |= counts[m] < rows;
        }
    }

    private void weigh(StackedModel[] models) {
        for (int m = 0; m < MODELS; m++) {
            if (!equalWeights && own[m] > 0) {
                weigh(models[m], m);
                continue;
            }
            if (masked[m] != own[m]) {
                for (int r = 0; r < rows; r++) {
                    mask[r * MODELS + m] = r < own[m] ? 1f : 0f;
                }
                masked[m] = own[m];
            }
            if (own[m] > 0) {
                models[m].divisor = own[m] * termsPerRow;
            }
        }
    }

    private void weigh(StackedModel model, int m) {
        int count = own[m];
        for (int r = 0; r < count; r++) {
            weighed[r] = weights[samples[r * MODELS + m]];
        }
        double terms = Batch.weigh(weighed, count) * termsPerRow;
        model.divisor = terms > 0 ? terms : 1; // all sums are 0 if all weights are
        for (int r = 0; r < rows; r++) {
            mask[r * MODELS + m] = r < count ? weighed[r] : 0f;
        }
        masked[m] = -1;
    }

    /** Number of rows of the matrices, at least 1. */
    int rows() {
        return rows;
    }

    /** Number of rows of a model. */
    int rows(int place) {
        return own[place];
    }

    /** The features (inputs × rows, stacked). */
    float[] features() {
        return x;
    }

    /** The targets with lanes of all models; they have no classes. */
    Targets targets() {
        return window;
    }

    /**
     * Number of rows of each model to include in sums in ascending order; null if all are included.
     */
    int[] counts() {
        return limited ? counts : null;
    }

    /** The class of a model's row, as in {@link Targets#classes}. */
    float classOf(int r, int place) {
        return classes[samples[r * MODELS + place]];
    }
}
