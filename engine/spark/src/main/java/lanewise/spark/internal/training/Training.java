package lanewise.spark.internal.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import lanewise.data.Dataset;
import lanewise.io.SavedModel;
import lanewise.train.DivergenceException;
import lanewise.train.EarlyStopping;
import lanewise.train.History;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

import java.io.Serializable;
import java.util.List;

/** A training on all rows in one task. */
public record Training(TrainingSettings settings) implements Serializable {

    /**
     * What a training ended with.
     *
     * @param model the trained model; null if there is a problem
     * @param losses the loss of each step
     * @param problem why there is no model; null if there is one
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
    public record Result(SharedModel model, float[] losses, String problem)
            implements Serializable {
        static Result failed(String problem) {
            return new Result(null, new float[0], problem);
        }

        /**
         * This result.
         *
         * @throws IllegalArgumentException if there is no model
         */
        Result required() {
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            return this;
        }
    }

    /**
     * Trains on rows that are in their order.
     *
     * @throws TaskKilledException if Spark kills the task, which would leave a model half trained
     */
    public Result fit(RowTable rows) {
        if (rows.problem() != null) {
            return Result.failed(rows.problem());
        }
        RowTable train = rows.part(false);
        if (train.rows() == 0) {
            return Result.failed(noRows(rows.rows()));
        }
        List<String> classNames = settings.labelNames();
        try {
            Trainer trainer = trainer(rows, train, classNames);
            TrainingRun run = trainer.fit(settings.start(), train.data(classNames));
            if (run.stopReason() == StopReason.INTERRUPTED) {
                throw new TaskKilledException("interrupted in the middle of a training");
            }
            return new Result(
                    SharedModel.of(SavedModel.of(run.model())), losses(run.history()), null);
        } catch (DivergenceException | IllegalArgumentException e) {
            return Result.failed(e.getMessage());
        }
    }

    /** Why there is nothing to train on. */
    public static String noRows(long validationRows) {
        return validationRows == 0
                ? "the dataset has no valid rows: expected at least one"
                : "all rows are for validation: expected at least one to train on";
    }

    public static float[] losses(History history) {
        float[] losses = new float[history.size()];
        for (int k = 0; k < losses.length; k++) {
            losses[k] = history.loss(k);
        }
        return losses;
    }

    private Trainer trainer(RowTable rows, RowTable train, List<String> classNames) {
        Trainer trainer = settings.trainer().withSampleWeights(train.weights());
        TaskContext task = TaskContext.get();
        if (task != null) {
            trainer = trainer.withThreads(task.cpus());
        }
        RowTable validation = rows.part(true);
        if (validation.rows() == 0) {
            return trainer;
        }
        Dataset unseen = validation.data(classNames);
        return trainer.withEarlyStopping(new EarlyStopping(unseen, settings.patience()));
    }
}
