package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;

class AllocationTest {

    @ParameterizedTest
    @CsvSource({"SCALAR, true", "SCALAR, false", "VECTOR, true", "VECTOR, false"})
    void iterationsAllocateNothing(Tier tier, boolean recordHistory) {
        int most = 5_000_000;
        TrainingRun run =
                new Trainer(0.1, most, recordHistory, tier)
                        .start(Iris.start(), Iris.split().train());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated;
        do {
            run.advance(2_000); // vectors live on the heap until C2 has compiled the kernels
            long before = threads.getCurrentThreadAllocatedBytes();
            run.advance(1_000);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && run.iteration() < most - 3_000);
        assertEquals(0, allocated, "bytes allocated by 1000 iterations");
    }
}
