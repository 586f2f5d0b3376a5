package lanewise.internal.tier;

import lanewise.internal.parallel.Team;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;

/** Computes the iterations of a run whose rows are divided into shards. */
public interface RunShards {

    /** Number of shards. */
    int shards();

    /** Number of rows of all shards. */
    int rows();

    /** Number of rows of the largest batch of a shard. */
    int largestBatch();

    /**
     * Makes a step.
     *
     * @param rows the rows; null if they are not in this JVM
     * @param tier tier of the kernels
     * @param start the state to start from; its arrays become the step's
     * @param team threads that share the work
     */
    TrainingStep step(RowSource rows, TierChoice tier, StepState start, Team team);
}
