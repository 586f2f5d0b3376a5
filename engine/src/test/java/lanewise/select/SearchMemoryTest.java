package lanewise.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.metrics.Metric;
import lanewise.optimize.Sgd;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Models do not pile up: neither those to start from nor those that are trained. */
class SearchMemoryTest {
    private static final int TRIALS = 40 * 3;

    private static final Network LARGE =
            Network.of(4, Layer.relu(256), Layer.relu(256), Layer.softmax(3));

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
    void theHeapGrowsByFewModelsForManyTrials() {
        Trainer trainer = Trainer.of(new Sgd(0.01)).withIterations(1);
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
                                CrossValidation.of(Trials.FOLDS, Metric.ACCURACY).withThreads(2),
                                candidate -> estimator.withSeed(candidate.index()));
        assertEquals(TRIALS, result.candidates().stream().mapToInt(c -> c.trials().size()).sum());
        long model = 4L * LARGE.parameterCount();
        long grown = most.get() - before;
        // A running trial has parameters, gradient, working memory and predictions.
        assertTrue(grown < 24 * model, grown / model + " models for " + TRIALS + " trials");
    }
}
