package lanewise.benchmarks.jmh.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The bandwidth of one core that reads or writes an array repeatedly from end to end: from caches
 * if it fits, or from memory. A score is the time of one pass over {@link #kibibytes}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class MemoryBandwidth {
    /** Size, in KiB, of an array that fits every first-level cache. */
    public static final int FIRST_LEVEL = 16;

    /** Size, in KiB, of an array that fits second-level caches, but not first-level ones. */
    public static final int SECOND_LEVEL = 512;

    /** Size, in KiB, of an array that fits third-level caches, but not second-level ones. */
    public static final int THIRD_LEVEL = 8192;

    /** Size, in KiB, of an array that fits no cache. */
    public static final int MEMORY = 262_144;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    /** Size of the array: first-level cache, second, third, memory. */
    @Param({"" + FIRST_LEVEL, "" + SECOND_LEVEL, "" + THIRD_LEVEL, "" + MEMORY})
    public int kibibytes;

    private float[] array;

    /** Creates the benchmark; JMH sets its parameters. */
    public MemoryBandwidth() {}

    /** Allocates the array. */
    @Setup
    public void allocate() {
        array = new float[kibibytes * 256];
        Arrays.fill(array, 0.5f);
    }

    /**
     * Reads the whole array, in eight independent sums.
     *
     * @return their sum
     */
    @Benchmark
    public float load() {
        float[] a = array;
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = FloatVector.zero(SPECIES);
        FloatVector sum2 = FloatVector.zero(SPECIES);
        FloatVector sum3 = FloatVector.zero(SPECIES);
        FloatVector sum4 = FloatVector.zero(SPECIES);
        FloatVector sum5 = FloatVector.zero(SPECIES);
        FloatVector sum6 = FloatVector.zero(SPECIES);
        FloatVector sum7 = FloatVector.zero(SPECIES);
        for (int i = 0; i < a.length; i += 8 * WIDTH) {
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, a, i));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, a, i + WIDTH));
            sum2 = sum2.add(FloatVector.fromArray(SPECIES, a, i + 2 * WIDTH));
            sum3 = sum3.add(FloatVector.fromArray(SPECIES, a, i + 3 * WIDTH));
            sum4 = sum4.add(FloatVector.fromArray(SPECIES, a, i + 4 * WIDTH));
            sum5 = sum5.add(FloatVector.fromArray(SPECIES, a, i + 5 * WIDTH));
            sum6 = sum6.add(FloatVector.fromArray(SPECIES, a, i + 6 * WIDTH));
            sum7 = sum7.add(FloatVector.fromArray(SPECIES, a, i + 7 * WIDTH));
        }
        FloatVector left = sum0.add(sum1).add(sum2.add(sum3));
        FloatVector right = sum4.add(sum5).add(sum6.add(sum7));
        return left.add(right).lane(0);
    }

    /**
     * Writes the whole array.
     *
     * @return the array
     */
    @Benchmark
    public float[] store() {
        float[] a = array;
        FloatVector value = FloatVector.broadcast(SPECIES, a[1] + 1f);
        for (int i = 0; i < a.length; i += 4 * WIDTH) {
            value.intoArray(a, i);
            value.intoArray(a, i + WIDTH);
            value.intoArray(a, i + 2 * WIDTH);
            value.intoArray(a, i + 3 * WIDTH);
        }
        return a;
    }
}
