package lanewise.internal.stack;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Targets;
import lanewise.internal.plan.NetworkPlan;

import java.util.Arrays;

/** Measures the loss and the correct predictions of each model of a {@link StackStep}. */
final class StackLoss {

    private static final int MODELS = StackStep.MODELS;

    private final NetworkPlan network;
    private final int outputs;

    /** The last layer of one model, and the targets of its rows (outputs × ld). */
    private final float[] sums;

    private final float[] activations;

    /** Windows on the targets by number of vectors of rows; null until it occurs. */
    private final Targets[] windows;

    private final float[] y;
    private final float[] mask;
    private final float[] classes;
    private final float[] scratch = new float[Kernels.SCRATCH];

    StackLoss(NetworkPlan network, int rows) {
        this.network = network;
        outputs = network.outputs();
        int ld = Lanes.pad(rows);
        sums = new float[outputs * ld];
        activations = new float[outputs * ld];
        y = new float[outputs * ld];
        mask = new float[ld];
        classes = new float[ld];
        windows = new Targets[ld / Lanes.COUNT + 1];
    }

    /**
     * Measures all models.
     *
     * @param kernels the kernels
     * @param batch the batches
     * @param models the models, null where there is none
     * @param z weighted sums of the last layer (outputs × rows, stacked)
     * @param a its activations
     * @return whether all losses are finite
     */
    boolean measure(
            Kernels kernels, StackBatch batch, StackedModel[] models, float[] z, float[] a) {
        boolean finite = true;
        for (int m = 0; m < MODELS; m++) {
            StackedModel model = models[m];
            if (model == null) {
                continue;
            }
            int rows = batch.rows(m);
            int n = Lanes.pad(rows);
            copy(z, batch.rows(), m, sums, rows);
            copy(a, batch.rows(), m, activations, rows);
            copy(batch.targets().y(), batch.rows(), m, y, rows);
            float[] weights = batch.targets().mask();
            for (int r = 0; r < n; r++) {
                mask[r] = r < rows ? weights[r * MODELS + m] : 0f;
                classes[r] = r < rows ? batch.classOf(r, m) : -1f;
            }
            Targets window = window(n);
            double sum =
                    kernels.losses().sum(network.loss(), window, 0, sums, activations, n, scratch);
            model.loss = (float) (sum / (network.loss().factor() * model.divisor));
            model.hits = kernels.losses().hits(window, 0, activations, n);
            if (!Float.isFinite(model.loss)) {
                model.diverged = true;
                finite = false;
            }
        }
        return finite;
    }

    private Targets window(int n) {
        int vectors = n / Lanes.COUNT;
        if (windows[vectors] == null) {
            windows[vectors] = new Targets(outputs, y, n, mask, classes);
        }
        return windows[vectors];
    }

    /** Copies the rows of a model, followed by zeros. */
    private void copy(float[] stacked, int stackedRows, int m, float[] own, int rows) {
        int n = Lanes.pad(rows);
        for (int k = 0; k < outputs; k++) {
            for (int r = 0; r < rows; r++) {
                own[k * n + r] = stacked[(k * stackedRows + r) * MODELS + m];
            }
            Arrays.fill(own, k * n + rows, k * n + n, 0f);
        }
    }
}
