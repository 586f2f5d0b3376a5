package lanewise.train;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Team;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.RowBackpropagation;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.tier.RunShards;
import lanewise.internal.tier.StepClasses;
import lanewise.internal.tier.TierChoice;
import lanewise.internal.tier.Trial;
import lanewise.random.RandomState;

import java.util.List;

/**
 * The rows of a run.
 *
 * @param source the rows to choose from; null if they are not in this JVM
 * @param chosen the rows to train on, in order; null for all
 * @param classNames names of the classes in the order of the outputs; empty if they have none
 * @param shards the shards that the rows are divided into; null if they are not
 */
record RunRows(RowSource source, int[] chosen, List<String> classNames, RunShards shards) {

    /** Rows that are not divided. */
    RunRows(RowSource source, int[] chosen, List<String> classNames) {
        this(source, chosen, classNames, null);
    }

    /** All rows of a data set. */
    static RunRows of(Trainer trainer, Model start, Dataset data) {
        return of(start, data, trainer.weights().of(data), null, null);
    }

    /** Rows that are not in this JVM. */
    static RunRows elsewhere(Model start, RunShards shards) {
        return new RunRows(null, null, start.classNames(), shards);
    }

    /** These rows, divided into shards. */
    RunRows divided(RunShards into) {
        return new RunRows(source, chosen, classNames, into);
    }

    /** The rows of a request, which shares copies with others of the same data; may be null. */
    static RunRows of(TrainingRequest request, RunRows sameData) {
        RowSource other = sameData == null ? null : sameData.source;
        return of(request.shape(), request.data(), request.weights(), request.chosen(), other);
    }

    private static RunRows of(
            Model start, Dataset data, float[] weights, int[] chosen, RowSource other) {
        Dataset rows = data.withClassNames(start.classNames());
        RowSource source = RowSource.of(Models.plan(start), rows, weights, other);
        return new RunRows(source, chosen, Models.classNames(start, rows));
    }

    /** Number of rows to train on. */
    int count() {
        if (shards != null) {
            return shards.rows();
        }
        return chosen == null ? source.all().rows : chosen.length;
    }

    /** The batches of a run. */
    MiniBatches batches(int size, RandomState shuffle) {
        return shards == null
                ? new MiniBatches(source, chosen, size, shuffle)
                : MiniBatches.counting(count(), size);
    }

    /** The tier of the first kernels. Those of rows elsewhere only update: they stay. */
    TierChoice tier(TierChoice requested) {
        return source == null && requested == TierChoice.AUTO ? TierChoice.SCALAR : requested;
    }

    /** Number of rows that an iteration pays for, with those that are padding. */
    int paidRows(NetworkPlan plan, int batchRows) {
        if (shards == null) {
            return RowBackpropagation.paidRows(plan, batchRows);
        }
        long ofShard = RowBackpropagation.paidRows(plan, shards.largestBatch());
        return (int) Math.min(ofShard * parts(batchRows), Integer.MAX_VALUE);
    }

    /** Number of shards that have rows in a batch. */
    private int parts(int batchRows) {
        return Math.min(shards.shards(), batchRows);
    }

    /** The step of a run on batches of up to {@code largest} rows. */
    TrainingStep step(TierChoice tier, StepState start, int largest, Team team) {
        return shards == null
                ? StepClasses.step(tier, start, largest, team)
                : shards.step(source, tier, start, team);
    }

    /**
     * A trial on batches of {@code size} rows.
     *
     * @param shuffle shuffles the rows if those of the run are shuffled, so that batches are made
     *     in the same way; else null
     */
    Trial trial(
            TierChoice tier,
            Kernels with,
            StepState state,
            int size,
            RandomState shuffle,
            boolean measure) {
        if (shards == null) {
            return new Trial(tier, with, state, batches(size, shuffle), measure);
        }
        MiniBatches ofShard = new MiniBatches(source, null, shards.largestBatch(), null);
        int parts = parts(Math.min(size, count()));
        return new Trial(tier, with, state, ofShard, measure, parts);
    }
}
