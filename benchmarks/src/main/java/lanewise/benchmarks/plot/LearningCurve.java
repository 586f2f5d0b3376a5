package lanewise.benchmarks.plot;

import lanewise.train.History;

/**
 * Loss and accuracy by epoch: means over the training rows, each measured when it was learned. With
 * full batches, an epoch is an iteration. The last epoch may be incomplete.
 */
public final class LearningCurve {
    private final History history;
    private final int rows;
    private final int batch;
    private final int perEpoch;

    /**
     * Creates the curve of a history.
     *
     * @param history the recorded history
     * @param rows number of training rows, at least 1
     * @param batch number of rows per batch, 1 to {@code rows}
     */
    public LearningCurve(History history, int rows, int batch) {
        this.history = history;
        this.rows = rows;
        this.batch = batch;
        perEpoch = Math.ceilDiv(rows, batch);
    }

    /**
     * The unit of the horizontal axis.
     *
     * @return {@code iteration} with full batches, otherwise {@code epoch}
     */
    public String unit() {
        return perEpoch == 1 ? "iteration" : "epoch";
    }

    /**
     * The number of epochs, including an incomplete one.
     *
     * @return at least 0
     */
    public int size() {
        return Math.ceilDiv(history.size(), perEpoch);
    }

    /**
     * The mean loss of an epoch's rows.
     *
     * @param epoch 0 to {@code size() - 1}
     * @return at least 0
     */
    public float loss(int epoch) {
        double sum = 0;
        for (int i = begin(epoch); i < end(epoch); i++) {
            sum += (double) history.loss(i) * batchRows(i);
        }
        return (float) (sum / rows(epoch));
    }

    /**
     * The number of correctly classified rows of an epoch.
     *
     * @param epoch 0 to {@code size() - 1}
     * @return 0 to {@code rows(epoch)}
     */
    public int hits(int epoch) {
        int hits = 0;
        for (int i = begin(epoch); i < end(epoch); i++) {
            hits += history.hits(i);
        }
        return hits;
    }

    /**
     * The number of rows of an epoch.
     *
     * @param epoch 0 to {@code size() - 1}
     * @return all training rows, or fewer if it is incomplete
     */
    public int rows(int epoch) {
        int sum = 0;
        for (int i = begin(epoch); i < end(epoch); i++) {
            sum += batchRows(i);
        }
        return sum;
    }

    /**
     * The fraction of correctly classified rows of an epoch.
     *
     * @param epoch 0 to {@code size() - 1}
     * @return 0 to 1
     */
    public double accuracy(int epoch) {
        return (double) hits(epoch) / rows(epoch);
    }

    private int begin(int epoch) {
        return epoch * perEpoch;
    }

    private int end(int epoch) {
        return (int) Math.min((epoch + 1L) * perEpoch, history.size());
    }

    private int batchRows(int iteration) {
        boolean last = iteration % perEpoch == perEpoch - 1;
        return last ? rows - (perEpoch - 1) * batch : batch;
    }
}
