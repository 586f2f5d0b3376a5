package lanewise.benchmarks.jmh.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The FMA peak of one core: fused multiply-adds of floats that wait neither for memory nor, because
 * twelve chains run side by side, for each other. An operation of this benchmark is one
 * multiplication or addition, so that the score is in GFLOP/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;

    /**
     * Number of operations of {@link #chains}: a multiple of one step of all chains at any width.
     */
    public static final int FLOPS = 2 * CHAINS * 64 * 2048;

    private static final int STEPS = FLOPS / (2 * CHAINS * SPECIES.length());

    /** Number of vector FMAs of {@link #chains}. */
    public static final int VECTORS = STEPS * CHAINS;

    /** Not a constant, against constant folding. */
    private float factor = 0.999f;

    /** Creates the benchmark; JMH sets its parameters. */
    public FmaPeak() {}

    /**
     * Checks a lane against a chain in scalar arithmetic.
     *
     * @throws IllegalStateException if they differ
     */
    @Setup
    @TearDown
    public void verify() {
        float chain = 0;
        for (int step = 0; step < STEPS; step++) {
            chain = Math.fma(factor, chain, factor);
        }
        float four = chain + chain + chain + chain;
        float sum = four + four + four;
        if (chains() != sum) {
            throw new IllegalStateException("the chains sum to " + chains() + ", not to " + sum);
        }
    }

    /**
     * Runs the chains.
     *
     * @return the sum of all
     */
    @Benchmark
    @OperationsPerInvocation(FLOPS)
    public float chains() {
        FloatVector vx = FloatVector.broadcast(SPECIES, factor);
        FloatVector acc0 = FloatVector.zero(SPECIES);
        FloatVector acc1 = FloatVector.zero(SPECIES);
        FloatVector acc2 = FloatVector.zero(SPECIES);
        FloatVector acc3 = FloatVector.zero(SPECIES);
        FloatVector acc4 = FloatVector.zero(SPECIES);
        FloatVector acc5 = FloatVector.zero(SPECIES);
        FloatVector acc6 = FloatVector.zero(SPECIES);
        FloatVector acc7 = FloatVector.zero(SPECIES);
        FloatVector acc8 = FloatVector.zero(SPECIES);
        FloatVector acc9 = FloatVector.zero(SPECIES);
        FloatVector acc10 = FloatVector.zero(SPECIES);
        FloatVector acc11 = FloatVector.zero(SPECIES);
        for (int step = 0; step < STEPS; step++) {
            acc0 = vx.fma(acc0, vx);
            acc1 = vx.fma(acc1, vx);
            acc2 = vx.fma(acc2, vx);
            acc3 = vx.fma(acc3, vx);
            acc4 = vx.fma(acc4, vx);
            acc5 = vx.fma(acc5, vx);
            acc6 = vx.fma(acc6, vx);
            acc7 = vx.fma(acc7, vx);
            acc8 = vx.fma(acc8, vx);
            acc9 = vx.fma(acc9, vx);
            acc10 = vx.fma(acc10, vx);
            acc11 = vx.fma(acc11, vx);
        }
        FloatVector sum0 = acc0.add(acc1).add(acc2).add(acc3);
        FloatVector sum1 = acc4.add(acc5).add(acc6).add(acc7);
        FloatVector sum2 = acc8.add(acc9).add(acc10).add(acc11);
        return sum0.add(sum1).add(sum2).lane(0);
    }
}
