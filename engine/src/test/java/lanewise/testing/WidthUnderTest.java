package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import jdk.incubator.vector.FloatVector;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/** The width of vectors that the build tests in this JVM, and its compiler. */
public final class WidthUnderTest {

    /** Of this JVM alone, as other programs may keep the machine busy. */
    private static final long PATIENCE_CPU_NANOS = 120_000_000_000L;

    /** Number of calls that any code needs to be compiled by C2, and more. */
    private static final int LEAST_CALLS = 2_000;

    private WidthUnderTest() {}

    /**
     * Skips the tests if {@code lanewise.vectorBits} is set to a width that the machine lacks, or
     * to its own, at which all tests run without the property.
     *
     * @return the width in bits: the machine's own unless the property is set
     */
    public static int require() {
        int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        int bits = Integer.getInteger("lanewise.vectorBits", 0);
        assumeTrue(
                bits < preferred,
                "this machine's vectors have "
                        + preferred
                        + " bits, at which tests run without lanewise.vectorBits");
        return bits == 0 ? preferred : bits;
    }

    /**
     * Calls kernels until C2 has compiled them: vectors live on the heap before.
     *
     * @param kernels the kernels, which must allocate nothing else
     */
    public static void untilCompiled(Runnable kernels) {
        untilCompiled(
                100,
                0,
                times -> {
                    for (int i = 0; i < times; i++) {
                        kernels.run();
                    }
                });
    }

    /**
     * Does work until C2 has compiled it. Fails if it still allocates after two minutes of
     * processor time.
     *
     * @param times number of times that the work is done between two looks at the allocated bytes
     * @param allowance number of bytes that this thread may allocate meanwhile
     * @param work does the work a number of times
     */
    public static void untilCompiled(int times, long allowance, IntConsumer work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long deadline = system.getProcessCpuTime() + PATIENCE_CPU_NANOS;
        long done = 0;
        long allocated;
        do {
            work.accept(times);
            long before = threads.getCurrentThreadAllocatedBytes();
            work.accept(times);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
            done += 2L * times;
        } while (done < LEAST_CALLS
                || allocated > allowance && system.getProcessCpuTime() < deadline);
        long bytes = allocated;
        assertTrue(
                bytes <= allowance,
                () -> bytes + " bytes allocated by " + times + " calls: vectors are boxed");
    }
}
