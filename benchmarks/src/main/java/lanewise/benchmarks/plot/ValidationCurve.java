package lanewise.benchmarks.plot;

import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import java.util.Arrays;

/** Records the loss on the validation rows after each epoch of a run with early stopping. */
public final class ValidationCurve implements TrainingListener {
    private float[] losses = new float[16];
    private int size;

    /** Creates an empty curve. */
    public ValidationCurve() {}

    @Override
    public boolean epochDone(TrainingRun run) {
        if (size == losses.length) {
            losses = Arrays.copyOf(losses, 2 * size);
        }
        losses[size++] = run.validationLoss();
        return true;
    }

    /**
     * Returns the losses.
     *
     * @return the loss after each epoch; empty without validation rows
     */
    public float[] losses() {
        return Arrays.copyOf(losses, size);
    }

    /**
     * Returns the epoch whose model the run returns.
     *
     * @return the first epoch with the smallest loss, from 0; -1 without validation rows
     */
    public int best() {
        int best = -1;
        for (int epoch = 0; epoch < size; epoch++) {
            best = best < 0 || losses[epoch] < losses[best] ? epoch : best;
        }
        return best;
    }
}
