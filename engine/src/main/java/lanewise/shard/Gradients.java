package lanewise.shard;

import lanewise.Model;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingRows;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.tier.TierChoice;

import java.util.Objects;

/**
 * Computes gradient sums of rows at any parameters, on the calling thread. Each {@code with} method
 * returns a copy with one setting changed, which has its own working memory but shares the rows.
 *
 * <pre>{@code
 * Gradients gradients = Gradients.of(start, data).withTier(Tier.VECTOR);
 * GradientSum sum = GradientSum.of(start.network());
 * gradients.sum(start.parameters(), sum);
 * System.out.println(sum.rows() == data.rows()); // prints true
 * }</pre>
 *
 * <p>The sums have the bits of an iteration of {@link lanewise.train.Trainer} on the same rows,
 * before it adds the penalty, if the dropout seed and the largest batch are the same too. Memory is
 * allocated by the first call of {@code sum}, later ones allocate nothing. Not thread-safe: use one
 * object per thread.
 */
public final class Gradients {
    private final NetworkPlan network;
    private final RowSource source;
    private final Dataset data;
    private final Tier tier;
    private final long seed;
    private final int largest;

    /** Null without shards. */
    private final ShardPlan plan;

    /** Null before the first sum. */
    private GradientsRun run;

    /** All rows as a batch; null before it is used. */
    private Batch all;

    private int exponentOfAll;

    private Gradients(
            NetworkPlan network,
            RowSource source,
            Dataset data,
            Tier tier,
            long seed,
            int largest,
            ShardPlan plan) {
        this.network = network;
        this.source = source;
        this.data = data;
        this.tier = tier;
        this.seed = seed;
        this.largest = largest;
        this.plan = plan;
    }

    /**
     * Prepares the gradients of rows that all have the weight 1, on the fastest tier.
     *
     * @param model its network is used, and its class names, if it has some
     * @param data the rows; if the model has class names, their classes are matched by name
     * @return the gradients
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the numbers of features and targets differ from the
     *     network's inputs and outputs, the targets do not suit the loss, or the model has class
     *     names and lacks the class of a row
     */
    public static Gradients of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected a model of the network");
        Objects.requireNonNull(data, "data is null: expected the rows");
        NetworkPlan network = Access.plan(model);
        Dataset rows = data.withClassNames(model.classNames());
        TrainingRows.requireFit(network, rows);
        RowSource source = RowSource.of(network, rows, null, null);
        return new Gradients(network, source, rows, Tier.AUTO, 0, rows.rows(), null);
    }

    /**
     * Returns these gradients with a weight for each row, as {@link
     * lanewise.train.Trainer#withSampleWeights} has them.
     *
     * @param weights a weight for each row, finite and at least 0
     * @return the gradients
     * @throws NullPointerException if {@code weights} is null
     * @throws IllegalArgumentException if a weight is out of range, or their number is not that of
     *     the rows
     */
    public Gradients withWeights(float... weights) {
        Objects.requireNonNull(weights, "weights is null: expected a weight for each row");
        if (weights.length != data.rows()) {
            throw new IllegalArgumentException(
                    weights.length
                            + " weights for "
                            + data.rows()
                            + " rows: expected a weight for each row");
        }
        for (int row = 0; row < weights.length; row++) {
            if (!(weights[row] >= 0) || !Float.isFinite(weights[row])) {
                throw new IllegalArgumentException(
                        "weight "
                                + row
                                + " is "
                                + weights[row]
                                + ": expected a finite number of at least 0");
            }
        }
        RowSource weighed = RowSource.of(network, data, weights, source);
        return new Gradients(network, weighed, data, tier, seed, largest, plan);
    }

    /**
     * Returns these gradients on another tier.
     *
     * @param other the kernels to use
     * @return the gradients
     * @throws NullPointerException if {@code other} is null
     */
    public Gradients withTier(Tier other) {
        Objects.requireNonNull(other, "other is null: expected a constant of Tier, such as AUTO");
        return new Gradients(network, source, data, other, seed, largest, plan);
    }

    /**
     * Returns these gradients with another seed of the dropout masks, 0 by default.
     *
     * @param dropoutSeed 0 to 4294967295
     * @return the gradients
     * @throws IllegalArgumentException if {@code dropoutSeed} is out of range
     */
    public Gradients withSeed(long dropoutSeed) {
        if (dropoutSeed < 0 || dropoutSeed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "seed " + dropoutSeed + ": expected 0 to 4294967295");
        }
        return new Gradients(network, source, data, tier, dropoutSeed, largest, plan);
    }

    /**
     * Returns these gradients with another number of rows of the largest batch; by default it is
     * the number of all rows. Batches of up to eight rows are computed in another way if none is
     * larger, which may turn a sum of -0 into 0. Less memory is allocated for smaller batches.
     *
     * @param rows number of rows, at least 1
     * @return the gradients
     * @throws IllegalArgumentException if {@code rows} is out of range
     */
    public Gradients withLargestBatch(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException(
                    "a largest batch of " + rows + " rows: expected at least 1");
        }
        return new Gradients(network, source, data, tier, seed, rows, plan);
    }

    /**
     * Returns these gradients with the largest batch, the order of rows and the dropout masks of a
     * plan. The rows at hand may be those of some of its shards only.
     *
     * @param shardPlan the plan
     * @return the gradients
     * @throws NullPointerException if {@code shardPlan} is null
     */
    public Gradients withPlan(ShardPlan shardPlan) {
        Objects.requireNonNull(shardPlan, "shardPlan is null: expected a plan of the shards");
        return new Gradients(
                network, source, data, tier, shardPlan.seed(), shardPlan.largestBatch(), shardPlan);
    }

    /**
     * The rows of a shard of the plan.
     *
     * @param shard index of the shard, from 0
     * @param firstRow index of the shard's first row among the rows of these gradients: {@code
     *     plan.begin(shard)} if they are all rows of the plan
     * @return the rows, for these gradients only
     * @throws IllegalStateException if there is no plan
     * @throws IndexOutOfBoundsException if there is no such shard
     * @throws IllegalArgumentException if there are no such rows
     */
    public ShardRows shard(int shard, int firstRow) {
        if (plan == null) {
            throw new IllegalStateException("there is no plan of shards: call withPlan first");
        }
        int rows = plan.rowsOf(shard);
        if (firstRow < 0 || firstRow > data.rows() - rows) {
            throw new IllegalArgumentException(
                    rows
                            + " rows of shard "
                            + shard
                            + " from row "
                            + firstRow
                            + " on, but there are "
                            + data.rows()
                            + " rows: expected the index of its first row among them");
        }
        return new ShardRows(plan, shard, firstRow, run().batches());
    }

    private GradientsRun run() {
        if (run == null) {
            StepState state = ShardWorker.state(network, seed);
            TierChoice choice = TierChoice.named(tier.name());
            run = new GradientsRun(choice, state, source, largest);
        }
        return run;
    }

    /**
     * Computes the sums of all rows, with loss and correct predictions, and the dropout masks of
     * iteration 0.
     *
     * @param parameters the parameters, in the layout of {@link Model#parameters}
     * @param into receives the sums
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an argument has another number of parameters than the
     *     network, or the largest batch is smaller
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void sum(float[] parameters, GradientSum into) {
        requireFit(parameters, into);
        requireSize(data.rows());
        if (all == null) {
            all = run().batches().range(0, data.rows());
            exponentOfAll = run().batches().exponent(0, data.rows());
        }
        run().sum(parameters, all, 0, true, into, exponentOfAll);
    }

    /**
     * Computes the sums of some rows.
     *
     * @param parameters the parameters, in the layout of {@link Model#parameters}
     * @param rows indices of rows
     * @param from index in {@code rows} of the first row to take
     * @param count number of rows to take, at least 0; of none, the sums are 0
     * @param iteration selects the dropout masks, at least 0
     * @param measure whether to measure loss and correct predictions
     * @param into receives the sums
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an argument has another number of parameters than the
     *     network, or the largest batch is smaller
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void sum(
            float[] parameters,
            int[] rows,
            int from,
            int count,
            long iteration,
            boolean measure,
            GradientSum into) {
        requireFit(parameters, into);
        Objects.requireNonNull(rows, "rows is null: expected indices of rows");
        Objects.checkFromIndexSize(from, count, rows.length);
        requireSize(count);
        requireIteration(iteration);
        for (int k = from; k < from + count; k++) {
            if (rows[k] < 0 || rows[k] >= data.rows()) {
                throw new IndexOutOfBoundsException(
                        "row " + rows[k] + ": expected 0 to " + (data.rows() - 1));
            }
        }
        if (count == 0) {
            into.clear();
            return;
        }
        Batch batch = run().batches().gather(rows, from, count);
        int exponent = run().batches().exponent(rows, from, count);
        run().sum(parameters, batch, iteration, measure, into, exponent);
    }

    /**
     * Computes the sums of a shard's rows in the batch of an iteration.
     *
     * @param parameters the parameters, in the layout of {@link Model#parameters}
     * @param shard rows that {@link #shard} of these gradients returned
     * @param iteration index of the iteration, from 0
     * @param measure whether to measure loss and correct predictions
     * @param into receives the sums; those of no rows if the shard has none in this batch
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an argument has another number of parameters than the
     *     network, {@code iteration} is negative, or the shard belongs to other gradients
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void sum(
            float[] parameters, ShardRows shard, int iteration, boolean measure, GradientSum into) {
        requireFit(parameters, into);
        Objects.requireNonNull(shard, "shard is null: expected rows of a shard");
        requireIteration(iteration);
        if (!shard.belongsTo(run().batches())) {
            throw new IllegalArgumentException(
                    shard
                            + " belongs to other gradients: expected rows that shard(…) of these"
                            + " returned");
        }
        run().sum(parameters, shard, iteration, measure, into);
    }

    private void requireFit(float[] parameters, GradientSum into) {
        Objects.requireNonNull(parameters, "parameters is null: expected weights and biases");
        Objects.requireNonNull(into, "into is null: expected a sum of the network's parameters");
        if (parameters.length != network.parameterCount()
                || into.gradient().length != network.parameterCount()) {
            throw new IllegalArgumentException(
                    parameters.length
                            + " parameters and a sum of "
                            + into.gradient().length
                            + ": expected "
                            + network.parameterCount()
                            + " of each for the network "
                            + network);
        }
    }

    private void requireSize(int count) {
        if (count > largest) {
            throw new IllegalArgumentException(
                    count
                            + " rows: expected at most "
                            + largest
                            + ", see withLargestBatch and withPlan");
        }
    }

    private static void requireIteration(long iteration) {
        if (iteration < 0) {
            throw new IllegalArgumentException("iteration " + iteration + ": expected at least 0");
        }
    }

    /**
     * The name of the kernels in use.
     *
     * @return {@code scalar}, or {@code vector-} or {@code specialised-} and the width in bits
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public String kernels() {
        return run().kernels();
    }

    /**
     * Describes the rows and the settings.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return "Gradients["
                + network
                + ", "
                + data.rows()
                + " rows, "
                + tier
                + (plan == null ? "" : ", " + plan)
                + "]";
    }
}
