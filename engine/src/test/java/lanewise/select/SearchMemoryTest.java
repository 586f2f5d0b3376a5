package lanewise.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.Tier;
import lanewise.internal.tier.KernelProvider;
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

    /** Of each training: parameters twice, their gradient and the packed weights of a layer. */
    @Test
    void trialsOneByOneNeedFewModels(@TempDir Path folder) throws Exception {
        double models = models(folder, Tier.SCALAR, 17, 4) / 2;
        assertTrue(models > 1 && models < 4.5, models + " models for each running trial");
    }

    /** Two threads train sixteen models each, of which only the parameters are large. */
    @Test
    void trialsSideBySideNeedLessThanTwoModels(@TempDir Path folder) throws Exception {
        assumeTrue(KernelProvider.obstacle().isEmpty());
        double models = models(folder, Tier.VECTOR, 8, 16) / (2 * 16);
        assertTrue(models > 1 && models < 2, models + " models for each running trial");
    }

    private static double models(Path folder, Tier tier, int batch, int candidates)
            throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-XX:MarkSweepAlwaysCompactCount=1", // else some garbage is left
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlanewise.testData="
                                + ReferenceFiles.repository().resolve("src-test-data"),
                        Program.class.getName(),
                        tier.name(),
                        String.valueOf(batch),
                        String.valueOf(candidates));
        return Double.parseDouble(output.strip().lines().toList().getLast());
    }

    /** Searches, and prints by how many models the heap grew at most. */
    static final class Program {
        private static final Network SMALL = Network.of(4, Layer.relu(5), Layer.softmax(3));

        public static void main(String[] arguments) {
            Trainer trainer =
                    Trainer.of(new Sgd(0.01))
                            .withTier(Tier.valueOf(arguments[0]))
                            .withBatches(Integer.parseInt(arguments[1]))
                            .withIterations(4);
            int candidates = Integer.parseInt(arguments[2]);
            search(SMALL, trainer, 1); // loads what every search needs
            long before = usedBytes();
            long most = search(LARGE, trainer, candidates);
            System.out.println((most - before) / (4.0 * LARGE.parameterCount()));
        }

        /** Returns the most bytes that were in use after a trial. */
        private static long search(Network network, Trainer trainer, int candidates) {
            Estimator estimator = Estimator.of(network, Initializer.heNormal(), trainer);
            Integer[] values = IntStream.range(0, candidates).boxed().toArray(Integer[]::new);
            AtomicLong most = new AtomicLong();
            SearchResult result =
                    Search.grid(Choice.of("number", values))
                            .withListener(
                                    progress -> {
                                        most.accumulateAndGet(usedBytes(), Math::max);
                                        return true;
                                    })
                            .fit(
                                    Trials.IRIS,
                                    CrossValidation.of(Trials.FOLDS, Metric.ACCURACY)
                                            .withThreads(2),
                                    candidate -> estimator.withSeed(candidate.index()));
            int trials = result.candidates().stream().mapToInt(c -> c.trials().size()).sum();
            assertEquals(3 * candidates, trials);
            return most.get();
        }
    }
}
