package lanewise.spark.internal.shard;

import lanewise.shard.ShardPlan;
import lanewise.spark.internal.training.TrainingSettings;

import java.io.Serializable;

/**
 * What all tasks of a training with shards have in common.
 *
 * @param settings the settings
 * @param rows number of rows to train on
 * @param shards number of shards
 */
record ShardSetup(TrainingSettings settings, int rows, int shards) implements Serializable {

    ShardPlan plan() {
        return ShardPlan.of(settings.trainer(), rows, shards);
    }

    /** The first shard of a task; number of shards for the task after the last. */
    int firstShard(int task, int tasks) {
        return (int) ((long) shards * task / tasks);
    }

    /** The first row of a task; number of rows for the task after the last. */
    int firstRow(int task, int tasks) {
        int shard = firstShard(task, tasks);
        return shard == shards ? rows : plan().begin(shard);
    }
}
