package lanewise.benchmarks.plot;

import lanewise.train.History;

/**
 * How loss and accuracy went from epoch to epoch: the means over the training rows, each measured
 * when it was learned. Where a batch holds all rows, an epoch is an iteration. The last epoch may
 * not have been finished.
 */
public final class LearningCurve {
    private final History history;
    private final int rows;
    private final int batch;
    private final int perEpoch;

    /**
     * Makes the curve of a history.
     *
     * @param history what a run has recorded
     * @param rows the training rows, at least 1
     * @param batch the rows of a batch, 1 to {@code rows}
     */
    public LearningCurve(History history, int rows, int batch) {
        this.history = history;
        this.rows = rows;
        this.batch = batch;
        perEpoch = Math.ceilDiv(rows, batch);
    }

    /**
     * What the curve runs over.
     *
     * @return {@code iteration} if a batch holds all rows, else {@code epoch}
     */
    public String unit() {
        return perEpoch == 1 ? "iteration" : "epoch";
    }

    /**
     * The number of epochs, with one that was not finished.
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
     * The number of an epoch's rows whose class was predicted.
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
     * The number of rows that an epoch learned.
     *
     * @param epoch 0 to {@code size() - 1}
     * @return all training rows, or fewer if it was not finished
     */
    public int rows(int epoch) {
        int sum = 0;
        for (int i = begin(epoch); i < end(epoch); i++) {
            sum += batchRows(i);
        }
        return sum;
    }

    /**
     * The share of an epoch's rows whose class was predicted.
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
