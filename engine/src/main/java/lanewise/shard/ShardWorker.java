package lanewise.shard;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Threads;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.RowBatches;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.tier.StepClasses;
import lanewise.internal.tier.TierChoice;
import lanewise.optimize.Sgd;
import lanewise.recurrent.Convergence;

/** Working memory of one thread that computes gradient sums. */
final class ShardWorker {
    private final TrainingStep step;
    private final RowBatches batches;
    private final int parameters;

    /**
     * Allocates the memory.
     *
     * @param state network and settings; its arrays become this object's
     * @param source the rows
     * @param largest number of rows of the largest batch
     */
    ShardWorker(TierChoice tier, StepState state, RowSource source, int largest) {
        this(tier, state, new RowBatches(source, largest), largest);
    }

    /** The state of a worker, which never updates its parameters. */
    static StepState state(NetworkPlan network, long seed) {
        StepSettings settings = new StepSettings(new Sgd(1), seed, 0, Double.POSITIVE_INFINITY);
        return StepState.start(settings, network, new float[network.parameterCount()]);
    }

    /** Allocates the memory, with batches of another worker that is not used any more. */
    ShardWorker(TierChoice tier, StepState state, RowBatches batches, int largest) {
        step = StepClasses.step(tier, state, largest, Threads.alone());
        this.batches = batches;
        parameters = state.plan().parameterCount();
    }

    /** Computes the sums of a shard's rows in the batch of an iteration. */
    void sum(
            Kernels with,
            float[] theta,
            ShardRows rows,
            int iteration,
            boolean measure,
            GradientSum into) {
        rows.moveTo(iteration);
        if (rows.count() == 0) {
            into.clear();
            return;
        }
        Batch batch = rows.batch(batches);
        int exponent = rows.exponent(batches);
        sum(with, theta, batch, rows.stream(iteration), measure, into, exponent);
    }

    /** Computes the sums of a batch. */
    void sum(
            Kernels with,
            float[] theta,
            Batch batch,
            long stream,
            boolean measure,
            GradientSum into,
            int exponent) {
        System.arraycopy(theta, 0, step.parameters(), 0, parameters);
        float[] sums = step.gradientSums(with, batch, stream, measure);
        System.arraycopy(sums, 0, into.gradient(), 0, parameters);
        double loss = measure ? step.lossSum() : 0;
        int hits = measure ? step.hits() : 0;
        into.record(loss, hits, batch.weight(), batch.rows, exponent);
    }

    /** Records the time of each phase in {@code to} from now on; null turns it off. */
    void time(PhaseTimes to) {
        step.time(to);
    }

    RowBatches batches() {
        return batches;
    }

    StepState state() {
        return step.state();
    }

    /** Index of the first layer whose latest activations are not all finite, else of the last. */
    int suspectLayer() {
        return step.suspectLayer();
    }

    Convergence convergence(int layer) {
        return step.convergence(layer);
    }
}
