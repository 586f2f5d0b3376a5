package lanewise.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.metrics.Metric;
import lanewise.optimize.Sgd;
import lanewise.testing.JavaProcess;
import lanewise.testing.ReferenceFiles;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Models do not pile up: neither those to start from nor those that are trained. */
class SearchMemoryTest {
    private static final int TRIALS = 40 * 3;

    private static final Network LARGE =
            Network.of(4, Layer.relu(512), Layer.relu(512), Layer.softmax(3));

    /** The bytes that a collection leaves, without what other threads allocate after it. */
    private static long usedBytes() {
        System.gc();
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                used += pool.getCollectionUsage().getUsed();
            }
        }
        return used;
    }

    @Test
    void theHeapGrowsByFewModelsForManyTrials(@TempDir Path folder) throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlanewise.testData="
                                + ReferenceFiles.repository().resolve("src-test-data"),
                        Program.class.getName());
        double models = Double.parseDouble(output.strip().lines().toList().getLast());
        // A running trial has parameters, gradient, working memory and predictions.
        assertTrue(models > 1 && models < 40, models + " models for " + TRIALS + " trials");
    }

    /** Searches, and prints by how many models the heap grew at most. */
    static final class Program {
        public static void main(String[] arguments) {
            Trainer trainer = Trainer.of(new Sgd(0.01)).withBatches(10).withIterations(1);
            Estimator estimator = Estimator.of(LARGE, Initializer.heNormal(), trainer);
            Integer[] values = IntStream.range(0, 40).boxed().toArray(Integer[]::new);
            long before = usedBytes();
            AtomicLong most = new AtomicLong();
            SearchResult result =
                    Search.grid(Choice.of("number", values))
                            .withListener(
                                    progress -> {
                                        if (progress.done() % 30 == 0) {
                                            most.accumulateAndGet(usedBytes(), Math::max);
                                        }
                                        return true;
                                    })
                            .fit(
                                    Trials.IRIS,
                                    CrossValidation.of(Trials.FOLDS, Metric.ACCURACY)
                                            .withThreads(2),
                                    candidate -> estimator.withSeed(candidate.index()));
            assertEquals(
                    TRIALS, result.candidates().stream().mapToInt(c -> c.trials().size()).sum());
            long model = 4L * LARGE.parameterCount();
            System.out.println((double) (most.get() - before) / model);
        }
    }
}
