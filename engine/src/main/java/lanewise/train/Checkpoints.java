package lanewise.train;

import lanewise.internal.checkpoint.OptimizerState;
import lanewise.internal.checkpoint.RunState;

/** Checks that a checkpoint matches the trainer and the data that resume it. */
final class Checkpoints {

    private static final String INSTEAD =
            "; to change this, start a new run from the checkpoint's current() model";

    private Checkpoints() {}

    /**
     * Returns the content of a checkpoint after checking that the trainer and the rows can resume
     * it to the same result. Settings that a resumed run may change, such as learning rates,
     * penalties and limits, are not compared.
     *
     * @throws IllegalArgumentException if they cannot; the message gives the reason and a remedy
     */
    static RunState of(Checkpoint checkpoint, Trainer trainer, int rows, int shards) {
        RunState state = checkpoint.state();
        requireShards(state.shards(), shards);
        require(
                state.rows() == rows,
                "the checkpoint is of a run on "
                        + state.rows()
                        + " rows, the data has "
                        + rows
                        + ": expected the same rows");
        int batchRows = Math.min(trainer.batchSize(), rows);
        require(
                state.batchRows() == batchRows,
                "the checkpoint has batches of "
                        + state.batchRows()
                        + " rows, the trainer of "
                        + batchRows
                        + ": expected the same, see withBatches");
        boolean shuffled = shards == 0 && trainer.shuffle() && batchRows < rows;
        require(
                state.order().isPresent() == shuffled,
                "the checkpoint's rows are "
                        + (state.order().isPresent() ? "shuffled" : "not shuffled")
                        + ", the trainer's are "
                        + (shuffled ? "shuffled" : "not shuffled")
                        + ": expected the same, see withoutShuffling");
        require(
                state.seed() == trainer.seed(),
                "the checkpoint has the seed "
                        + state.seed()
                        + ", the trainer "
                        + trainer.seed()
                        + ": expected the same, see withSeed");
        OptimizerState.Rule rule = OptimizerState.Rule.of(trainer.optimizer());
        require(
                state.memory().rule() == rule,
                "the checkpoint is of the optimizer "
                        + state.memory().rule().optimizer()
                        + ", the trainer has "
                        + rule.optimizer()
                        + ": expected the same, see withOptimizer");
        require(
                state.patience().isPresent() == trainer.earlyStopping().isPresent(),
                "the checkpoint is of a run "
                        + (state.patience().isPresent() ? "with" : "without")
                        + " early stopping, the trainer has "
                        + (trainer.earlyStopping().isPresent() ? "some" : "none")
                        + ": expected the same, see withEarlyStopping");
        int recorded = state.history().loss().length;
        require(
                recorded == (trainer.recordHistory() ? state.iteration() : 0),
                "the checkpoint has a history of "
                        + recorded
                        + " iterations, the trainer "
                        + (trainer.recordHistory() ? "records one" : "records none")
                        + ": expected the same, see withoutHistory");
        return state;
    }

    private static void requireShards(int ofCheckpoint, int ofRun) {
        require(
                ofCheckpoint == ofRun,
                "the checkpoint is of a run "
                        + shards(ofCheckpoint)
                        + ", this run is to be one "
                        + shards(ofRun)
                        + ": expected the same, see lanewise.shard.ShardedTrainer");
    }

    private static String shards(int shards) {
        return shards == 0 ? "without shards" : "with " + shards + " shards";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise + INSTEAD);
        }
    }
}
