package lanewise.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.select.SearchResult;
import lanewise.shard.ShardedTrainer;
import lanewise.spark.cluster.apps.PredictedIris;
import lanewise.spark.cluster.apps.SearchedIris;
import lanewise.spark.cluster.apps.ShardedIris;
import lanewise.spark.select.SearchSetup;
import lanewise.train.Trainer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applications on a real cluster: a standalone master and two workers, one of which is killed in
 * the middle of each application. Results must have the bits of a single JVM.
 */
@Timeout(300)
class ClusterTest {
    private static final Path IRIS = Path.of(System.getProperty("lanewise.testData"), "iris.csv");

    private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

    private static StandaloneCluster cluster;

    /** Prints the logs of a test that failed, before they are deleted. */
    @RegisterExtension
    static final AfterTestExecutionCallback LOGS =
            context -> {
                if (context.getExecutionException().isPresent()) {
                    System.err.println(cluster.logs());
                }
            };

    @BeforeAll
    @Timeout(300)
    static void startCluster() throws IOException, InterruptedException {
        cluster = StandaloneCluster.start();
    }

    @AfterAll
    @Timeout(120)
    static void leaveNothingBehind() throws IOException {
        cluster.close();
        assertEquals(List.of(), cluster.processes());
        assertFalse(Files.exists(cluster.folder()), cluster.folder() + " still exists");
    }

    @Test
    void searchesHaveTheTableOfOneJvmAfterALostWorker() throws IOException, InterruptedException {
        Application search = Application.of(SearchedIris.class, IRIS.toAbsolutePath());
        List<String> lines = cluster.runLosingWorker(search);

        SearchSetup setup = SearchedIris.setup();
        Dataset data = Csv.read(IRIS, "species");
        SearchResult expected = setup.search().fit(data, setup.validation(), setup.estimator());
        assertEquals(SearchedIris.lines(expected, data), lines);
    }

    @Test
    void predictionsHaveTheBitsOfOneJvmAfterALostWorker() throws IOException, InterruptedException {
        // Training has the stages 0 to 3. The rows are then divided again, in stage 4.
        Application prediction =
                Application.of(PredictedIris.class, IRIS.toAbsolutePath(), 16)
                        .killedAfter(1, 5)
                        .with("spark.serializer", KRYO);
        List<String> lines = cluster.runLosingWorker(prediction);

        Dataset data = Csv.read(IRIS, "species");
        Network network = Network.of(4, Layer.relu(8), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(10).withSeed(7);
        Model model = trainer.fit(start, data).model();
        Set<String> expected = new HashSet<>();
        for (int row = 0; row < data.rows(); row++) {
            float[] p = model.predict(data.features().row(row));
            int predicted = model.predictor().classify(data.features().row(row));
            expected.add(PredictedIris.line(row, predicted, p[0], p[1], p[2]));
        }
        assertEquals(data.rows(), lines.size());
        assertEquals(expected, new HashSet<>(lines));
    }

    @Test
    void shardsHaveTheBitsOfOneJvmAfterALostWorker() throws IOException, InterruptedException {
        // The rows are divided in fewer than 15 stages; then each step has one.
        Application training =
                Application.of(ShardedIris.class, IRIS.toAbsolutePath(), 8)
                        .killedAfter(0, 20)
                        .with("spark.serializer", KRYO);
        List<String> lines = cluster.runLosingWorker(training);

        Network network = Network.of(4, Layer.relu(8), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(75).withEpochs(15).withSeed(7);
        Model expected =
                ShardedTrainer.of(trainer, 8).fit(start, Csv.read(IRIS, "species")).model();
        assertEquals(List.of(expected.parametersSha256()), lines);
    }

    @Test
    void executorsWithAnOldJavaAreNamed() throws IOException, InterruptedException {
        Path old = Path.of("/usr/lib/jvm/java-17-openjdk-amd64");
        assumeTrue(Files.exists(old), "no JDK 17 here");
        Application training =
                Application.of(ShardedIris.class, IRIS.toAbsolutePath(), 1)
                        .neverKilled()
                        .with("spark.executorEnv.JAVA_HOME", old);
        try (Submission running = cluster.submit(training)) {
            assertEquals(1, running.exitStatus());
            assertTrue(
                    running.log().contains("an executor runs a Java that is older than 25"),
                    running.log());
        }
    }
}
