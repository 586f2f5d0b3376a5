package lanewise.internal.pass;

import lanewise.internal.checkpoint.HistoryState;

/**
 * Compares the loss of each epoch, the mean over its iterations, with the smallest so far. The loss
 * of single mini-batches is too noisy for that. Allocates nothing.
 */
public final class LossGrowth {

    /** Growth that is logged, if the loss also exceeds that of the first epoch. */
    private static final double SUSPECT = 10;

    private final int perEpoch;

    /** Growth that stops the run. */
    private final double limit;

    /** Number of iterations of the current epoch so far, and the sum of their losses. */
    private int iterations;

    private double sum;

    // Sums over the iterations of an epoch: only their quotients matter.
    private double first = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private double last = Double.NaN;
    private boolean logged;

    /**
     * Creates a comparison without losses.
     *
     * @param perEpoch number of iterations per epoch
     * @param limit growth that stops the run
     */
    public LossGrowth(int perEpoch, double limit) {
        this.perEpoch = perEpoch;
        this.limit = limit;
    }

    /**
     * Continues after the iterations of a checkpoint.
     *
     * @param done number of iterations done; without history, the comparison starts with the next
     *     complete epoch
     */
    public void restore(HistoryState history, int done) {
        for (float loss : history.loss()) {
            record(loss);
        }
        if (history.loss().length == 0) {
            iterations = done % perEpoch;
            sum = iterations == 0 ? 0 : Double.NaN;
        }
    }

    /**
     * Records the loss of an iteration; returns whether its epoch exceeds the limit and the first
     * epoch. Near a minimum of 0, the losses of a healthy run vary by large factors.
     */
    public boolean record(float loss) {
        sum += loss;
        if (++iterations < perEpoch) {
            return false;
        }
        last = sum;
        iterations = 0;
        sum = 0;
        if (Double.isNaN(first)) {
            first = last;
        }
        if (last < least) {
            least = last;
        }
        return last > limit * least && last > first;
    }

    /** The loss of the last epoch divided by the smallest; NaN before the first. */
    public double factor() {
        return last == least ? 1 : last / least;
    }

    /** Logs growth that means divergence, once. */
    public void logOnce(int iterations) {
        if (logged || !(last > first && factor() >= SUSPECT)) {
            return;
        }
        logged = true;
        boolean limited = limit < Double.POSITIVE_INFINITY;
        System.getLogger("lanewise")
                .log(
                        System.Logger.Level.WARNING,
                        "the loss grew by a factor of "
                                + (float) factor()
                                + ", from "
                                + (float) (least / perEpoch)
                                + " to "
                                + (float) (last / perEpoch)
                                + " after "
                                + iterations
                                + " iterations: scale features and targets, for example by"
                                + " lanewise.data.Scaling, or lower the learning rate"
                                + (limited ? "" : "; withDivergenceLimit stops such runs"));
    }
}
