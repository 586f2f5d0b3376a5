package lanewise.spark.cluster.apps;

import lanewise.spark.LanewiseClassifier;

import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Trains one model on shards that are divided among the executors, and prints the SHA-256 of its
 * parameters.
 *
 * <p>Arguments: the file {@code iris.csv}, the number of shards.
 */
public final class ShardedIris {
    private ShardedIris() {}

    /** The settings: 30 steps of mini-batches. */
    public static LanewiseClassifier classifier(int shards) {
        return new LanewiseClassifier()
                .setLayers(4, 8, 3)
                .setMaxIter(15)
                .setBatchSize(75)
                .setSeed(7)
                .setRowIdCol("id")
                .setNumShards(shards);
    }

    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            System.out.println(
                    classifier(Integer.parseInt(args[1]))
                            .fit(IrisTable.read(spark, Path.of(args[0]), 4))
                            .engineModel()
                            .model()
                            .parametersSha256());
        }
    }
}
