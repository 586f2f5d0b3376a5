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
import lanewise.spark.SearchSetup;
import lanewise.spark.cluster.apps.ManyIrisModels;
import lanewise.spark.cluster.apps.PredictedIris;
import lanewise.spark.cluster.apps.SearchedIris;
import lanewise.spark.cluster.apps.ShardedIris;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Applications on a real cluster: a standalone master and two workers, one of which is killed in
 * the middle of each application. Results must have the bits of a single JVM.
 */
@Timeout(300)
class ClusterTest {
    private static final Path IRIS = Path.of(System.getProperty("lanewise.testData"), "iris.csv");

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
    void anApplicationThatFailsSaysWhy() throws IOException, InterruptedException {
        try (Submission running = cluster.submit(Application.of(ManyIrisModels.class, IRIS))) {
            assertEquals(1, running.exitStatus());
            assertTrue(running.log().contains("Expected: iris.csv, models, tasks"), running.log());
        }
    }

    @Test
    void modelsHaveTheBitsOfOneJvmAfterALostWorker() throws IOException, InterruptedException {
        int models = 43;
        List<String> lines =
                cluster.runLosingWorker(
                        Application.of(ManyIrisModels.class, IRIS.toAbsolutePath(), models, 8));

        Dataset rows = ManyIrisModels.rows(IRIS);
        Map<Integer, String> expected = new TreeMap<>();
        for (int seed = 0; seed < models; seed++) {
            expected.put(
                    seed,
                    ManyIrisModels.TRAINER
                            .fit(ManyIrisModels.start(seed), rows)
                            .model()
                            .parametersSha256());
        }
        Map<Integer, String> trained = new TreeMap<>();
        Set<String> executors = new HashSet<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            trained.put(Integer.valueOf(words[0]), words[1]);
            executors.add(words[2]);
        }
        assertEquals(models, lines.size());
        assertEquals(expected, trained);
        // The one that was killed had completed a task; the one that came instead took over
        // another.
        assertEquals(3, executors.size(), "executors that trained models: " + executors);
    }

    @Test
    void searchesHaveTheTableOfOneJvmAfterALostWorker() throws IOException, InterruptedException {
        Application search = Application.of(SearchedIris.class, IRIS.toAbsolutePath());
        List<String> lines = cluster.runLosingWorker(search);

        SearchSetup setup = SearchedIris.setup();
        Dataset data = Csv.read(IRIS, "species");
        SearchResult expected =
                setup.search().fit(data, setup.validation(), setup.estimator());
        assertEquals(SearchedIris.lines(expected, data), lines);
    }

    @Test
    void predictionsHaveTheBitsOfOneJvmAfterALostWorker() throws IOException, InterruptedException {
        // Training has stages 0 and 1.
        Application prediction =
                Application.of(PredictedIris.class, IRIS.toAbsolutePath(), 16).killedAfter(1, 2);
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
        // The rows are divided in fewer than 12 stages; then each step has one.
        Application training =
                Application.of(ShardedIris.class, IRIS.toAbsolutePath(), 8).killedAfter(8, 20);
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
                        .with("spark.executorEnv.JAVA_HOME", old);
        try (Submission running = cluster.submit(training)) {
            running.release();
            assertEquals(1, running.exitStatus());
            assertTrue(
                    running.log().contains("an executor runs a Java that is older than 25"),
                    running.log());
        }
    }
}
