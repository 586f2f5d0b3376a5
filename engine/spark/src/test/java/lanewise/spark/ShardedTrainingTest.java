package lanewise.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.shard.ShardedTrainer;
import lanewise.train.Trainer;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Training with shards on executors has the bits of the same training in one JVM. */
class ShardedTrainingTest extends SparkTest {

    private static LanewiseClassifier classifier(int shards, int batch) {
        return new LanewiseClassifier()
                .setLayers(4, 8, 3)
                .setMaxIter(4)
                .setBatchSize(batch)
                .setSeed(7)
                .setDropout(0.1)
                .setNumShards(shards);
    }

    private static String sha(LanewiseClassificationModel model) {
        return model.engineModel().model().parametersSha256();
    }

    /** The same training by the engine alone. */
    private static String expected(int shards, int batch) {
        Network network = Network.of(4, Layer.relu(8).withDropout(0.1), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withEpochs(4).withSeed(7);
        trainer = batch == 0 ? trainer : trainer.withBatches(batch);
        return ShardedTrainer.of(trainer, shards)
                .fit(start, Tables.irisData())
                .model()
                .parametersSha256();
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 1", "8, 0, 3", "8, 32, 2", "5, 32, 43", "64, 40, 3", "200, 0, 2"})
    void hasTheBitsOfTheEngineForAnyPartitioning(int shards, int batch, int partitions) {
        LanewiseClassificationModel model =
                classifier(shards, batch).setRowIdCol("id").fit(Tables.iris(spark, partitions));
        assertEquals(expected(shards, batch), sha(model));
    }

    @Test
    void ordersRowsByContents() {
        LanewiseClassifier classifier = classifier(8, 32);
        String one = sha(classifier.fit(Tables.iris(spark, 1)));
        assertEquals(one, sha(classifier.fit(Tables.iris(spark, 43).orderBy(col("id").desc()))));
    }

    @Test
    void oneShardIsTheTrainingInOneTask() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        assertEquals(expected(1, 32), sha(classifier(1, 32).setRowIdCol("id").fit(iris)));
    }

    @Test
    void stopsEarly() {
        Dataset<Row> rows = Tables.iris(spark, 2).withColumn("unseen", col("id").mod(5).equalTo(0));
        LanewiseClassificationModel model =
                classifier(4, 0)
                        .setMaxIter(200)
                        .setStepSize(0.3)
                        .setValidationIndicatorCol("unseen")
                        .setNumEarlyStoppingRounds(2)
                        .fit(rows);
        int steps = model.objectiveHistory().length;
        assertTrue(steps > 2 && steps < 200, steps + " steps");
    }

    @Test
    void continuesFromItsCheckpoint(@TempDir Path directory) throws Exception {
        LanewiseClassifier classifier =
                classifier(4, 32)
                        .setMaxIter(40)
                        .setRowIdCol("id")
                        .setCheckpointDir(directory.toString())
                        .setCheckpointInterval(2);
        Dataset<Row> iris = Tables.iris(spark, 2);
        FutureTask<LanewiseClassificationModel> first =
                new FutureTask<>(() -> classifier.fit(iris));
        Thread.ofPlatform().start(first);
        while (isEmpty(directory)) {
            assertFalse(first.isDone(), "done before a checkpoint");
            Thread.sleep(1);
        }
        while (!first.isDone()) { // a job may begin after the others are cancelled
            spark.sparkContext().cancelAllJobs();
            Thread.sleep(1);
        }
        assertThrows(ExecutionException.class, first::get);
        assertFalse(isEmpty(directory));
        Path file = checkpoint(directory);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
        UncheckedIOException e =
                assertThrows(UncheckedIOException.class, () -> classifier.fit(iris));
        assertTrue(e.getMessage().contains("delete this checkpoint"), e.getMessage());
        Files.write(file, whole);

        AtomicInteger jobs = new AtomicInteger();
        SparkListener counter =
                new SparkListener() {
                    @Override
                    public void onJobStart(SparkListenerJobStart job) {
                        jobs.incrementAndGet();
                    }
                };
        spark.sparkContext().addSparkListener(counter);
        LanewiseClassificationModel model = classifier.fit(iris);
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().removeSparkListener(counter);
        int steps = 40 * 5;
        assertTrue(jobs.get() < steps, jobs + " jobs");
        assertEquals(steps, model.objectiveHistory().length);
        assertTrue(isEmpty(directory));
        assertEquals(
                sha(classifier.copy(new ParamMap()).setCheckpointDir("").fit(iris)), sha(model));
    }

    private static Path checkpoint(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.noneMatch(file -> file.toString().endsWith(".safetensors"));
        }
    }

    @Test
    void endsWithItsThread() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        for (int shards : new int[] {1, 4}) {
            Thread.currentThread().interrupt();
            IllegalStateException e =
                    assertThrows(
                            IllegalStateException.class, () -> classifier(shards, 0).fit(iris));
            assertTrue(Thread.interrupted(), "the interrupt status stays set");
            assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
        }
    }

    @Test
    void rejectsBadRowsOnce() {
        Dataset<Row> rows = Tables.iris(spark, 3).withColumn("label", col("label").plus(1));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> classifier(4, 0).fit(rows));
        assertTrue(e.getMessage().contains("label 3.0"), e.getMessage());
    }
}
