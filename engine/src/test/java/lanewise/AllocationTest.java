package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;

class AllocationTest {

    /**
     * A compiled run allocates as much for 10,000 iterations as for 1,000: nothing, but for the
     * room for its history.
     */
    @ParameterizedTest
    @CsvSource({"SCALAR, true", "SCALAR, false", "VECTOR, true", "VECTOR, false"})
    void iterationsAllocateNothing(Tier tier, boolean recordHistory) {
        Trainer trainer = new Trainer(0.1, 5000, recordHistory, tier);
        TrainingRun run = trainer.start(Iris.start(), Iris.split().train());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long deadline = System.nanoTime() + 60_000_000_000L;
        long perIteration;
        do {
            run.advance(2_000); // vectors live on the heap until C2 has compiled the kernels
            int iterations = 1_000;
            long before = threads.getCurrentThreadAllocatedBytes();
            run.advance(iterations);
            long small = threads.getCurrentThreadAllocatedBytes() - before;
            before = threads.getCurrentThreadAllocatedBytes();
            run.advance(10 * iterations);
            long large = threads.getCurrentThreadAllocatedBytes() - before;
            // The history grows by copying; everything else would show in both.
            long history =
                    recordHistory ? 2L * Float.BYTES * 2 * (run.iteration() + 10L * iterations) : 0;
            perIteration = Math.max(0, large - small - history) / (9 * iterations);
        } while (perIteration > 0 && System.nanoTime() < deadline);
        assertEquals(0, perIteration, "bytes per iteration");
    }
}
