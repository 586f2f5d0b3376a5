package lanewise.spark;

import lanewise.spark.internal.shard.Checkpoints;
import lanewise.spark.internal.shard.ShardedTraining;
import lanewise.spark.internal.training.Jobs;
import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.internal.training.RowTable;
import lanewise.spark.internal.training.Training;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.spark.param.LanewiseParams;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;

import java.util.Optional;

/** The training of an estimator: in one task, or with shards on all executors. */
final class ModelTraining {
    private ModelTraining() {}

    /**
     * Trains a model.
     *
     * @throws IllegalArgumentException if a row is invalid or the training diverges
     * @throws IllegalStateException if executors cannot run Lanewise, or this thread is interrupted
     */
    static Training.Result fit(
            Dataset<?> dataset,
            LanewiseParams params,
            TrainingSettings settings,
            String featuresCol,
            String labelCol) {
        // Spark may begin with jobs of its own, to find the partitions of the rows.
        return Jobs.run(
                dataset.sparkSession().sparkContext(),
                () -> train(dataset, params, settings, featuresCol, labelCol));
    }

    private static Training.Result train(
            Dataset<?> dataset,
            LanewiseParams params,
            TrainingSettings settings,
            String featuresCol,
            String labelCol) {
        RowFormat format = RowFormat.of(params, settings);
        JavaRDD<RowTable> tables = Jobs.tables(dataset, params, format, featuresCol, labelCol);
        int shards = params.getNumShards();
        if (shards == 1) {
            return Jobs.fit(tables, settings, format);
        }
        Optional<Checkpoints> checkpoints = Checkpoints.of(dataset.sparkSession(), params);
        return new ShardedTraining(settings, shards, checkpoints).fit(tables);
    }
}
