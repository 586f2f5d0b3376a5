package lanewise.spark.internal.shard;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.io.SavedModel;
import lanewise.shard.GradientSum;
import lanewise.shard.ShardPlan;
import lanewise.shard.ShardSums;
import lanewise.shard.ShardedTrainer;
import lanewise.shard.SumTree;
import lanewise.spark.internal.training.Jobs;
import lanewise.spark.internal.training.RowTable;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.internal.training.Training;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.train.DivergenceException;
import lanewise.train.EarlyStopping;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A training whose rows stay on the executors: each step is a Spark job that sums the gradients of
 * the shards; optimizer, early stopping and checkpoints are on the driver.
 */
public final class ShardedTraining {
    /** Maximum memory of the validation rows, which the driver evaluates, in bytes. */
    private static final long MOST_VALIDATION = 1L << 30;

    private final TrainingSettings settings;
    private final int shards;
    private final Optional<Checkpoints> checkpoints;

    /**
     * Prepares a training.
     *
     * @param checkpoints where to save and find checkpoints; empty for none
     */
    public ShardedTraining(
            TrainingSettings settings, int shards, Optional<Checkpoints> checkpoints) {
        this.settings = settings;
        this.shards = shards;
        this.checkpoints = checkpoints;
    }

    /**
     * Trains a model.
     *
     * @param tables the rows
     * @throws IllegalArgumentException if a row is invalid or the training diverges
     * @throws IllegalStateException if executors cannot run Lanewise, or this thread is interrupted
     */
    public Training.Result fit(JavaRDD<RowTable> tables) {
        int tasks = Math.min(shards, Math.max(1, tables.context().defaultParallelism()));
        tables.persist(StorageLevel.MEMORY_AND_DISK());
        JavaRDD<ShardTask> divided = null;
        try {
            RowShards.Survey survey = RowShards.survey(tables, tasks);
            ShardSetup setup = new ShardSetup(settings, survey.rows(), shards);
            Optional<RowTable> unseen = unseen(tables, survey);
            divided = RowShards.divide(tables, survey, setup, tasks);
            tables.unpersist(false);
            return fit(divided, setup, survey, unseen);
        } finally {
            tables.unpersist(false);
            if (divided != null) {
                divided.unpersist(false);
            }
        }
    }

    private Optional<RowTable> unseen(JavaRDD<RowTable> tables, RowShards.Survey survey) {
        if (survey.unseen() == 0) {
            return Optional.empty();
        }
        long bytes = (long) survey.unseen() * settings.features() * Float.BYTES;
        if (bytes > MOST_VALIDATION) {
            throw new IllegalArgumentException(
                    survey.unseen()
                            + " validation rows take "
                            + (bytes >> 20)
                            + " MiB: expected at most "
                            + (MOST_VALIDATION >> 20)
                            + ", because the driver evaluates them; mark fewer rows");
        }
        List<RowTable> parts =
                Jobs.run(tables.context(), () -> tables.map(table -> table.part(true)).collect());
        return Optional.of(RowTable.concat(settings.features(), parts).ordered());
    }

    private Training.Result fit(
            JavaRDD<ShardTask> divided,
            ShardSetup setup,
            RowShards.Survey survey,
            Optional<RowTable> unseen) {
        Trainer trainer = settings.trainer();
        if (unseen.isPresent()) {
            Dataset rows = unseen.get().data(settings.labelNames());
            trainer = trainer.withEarlyStopping(new EarlyStopping(rows, settings.patience()));
        }
        ShardPlan plan = setup.plan();
        ShardSums sums = new JobSums(divided, shards, settings.start());
        try {
            TrainingRun run = run(trainer, plan, sums, survey.checksum());
            run.advance(run.remaining());
            if (run.stopReason() == StopReason.INTERRUPTED) {
                throw Jobs.interrupted(null);
            }
            checkpoints.ifPresent(Checkpoints::delete);
            return new Training.Result(
                    SharedModel.of(SavedModel.of(run.model())),
                    Training.losses(run.history()),
                    null);
        } catch (DivergenceException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A new run, or that of a checkpoint. */
    private TrainingRun run(Trainer trainer, ShardPlan plan, ShardSums sums, long checksum) {
        Model start = settings.start();
        if (checkpoints.isEmpty()) {
            return ShardedTrainer.of(trainer, shards).start(start, plan, sums);
        }
        Checkpoints files = checkpoints.get();
        files.choose(settings, plan, checksum);
        Trainer saving =
                trainer.withListener(
                        new TrainingListener() {
                            @Override
                            public boolean epochDone(TrainingRun run) {
                                if (run.epoch() % files.interval() == 0 && run.remaining() > 0) {
                                    files.write(run);
                                }
                                return true;
                            }
                        });
        ShardedTrainer sharded = ShardedTrainer.of(saving, shards);
        return files.read()
                .map(checkpoint -> sharded.resume(checkpoint, plan, sums))
                .orElseGet(() -> sharded.start(start, plan, sums));
    }

    /** The sums of a step, by a job. */
    private static final class JobSums implements ShardSums {
        private final JavaRDD<ShardTask> tasks;
        private final SumTree tree;

        JobSums(JavaRDD<ShardTask> tasks, int shards, Model start) {
            this.tasks = tasks;
            tree = new SumTree(start.network(), shards);
        }

        @Override
        public GradientSum sum(float[] parameters, int iteration, boolean measure) {
            List<byte[]> parts = job(tasks, parameters.clone(), iteration);
            tree.clear();
            try {
                for (byte[] part : parts) {
                    add(part);
                }
            } catch (IOException e) {
                throw new IllegalStateException("a task returned incomplete sums", e);
            }
            return tree.total();
        }

        // Static, because a task gets all that its lambda refers to.
        private static List<byte[]> job(
                JavaRDD<ShardTask> tasks, float[] parameters, int iteration) {
            return Jobs.run(
                    tasks.context(),
                    () -> tasks.map(task -> task.sums(parameters, iteration)).collect());
        }

        private void add(byte[] part) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(part));
            while (in.available() > 0) {
                int begin = in.readInt();
                int end = in.readInt();
                GradientSum sum = tree.unused();
                sum.read(in);
                tree.addBlock(begin, end, sum);
            }
        }
    }
}
