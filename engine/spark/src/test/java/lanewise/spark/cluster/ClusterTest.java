package lanewise.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.spark.cluster.apps.ManyIrisModels;

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
}
