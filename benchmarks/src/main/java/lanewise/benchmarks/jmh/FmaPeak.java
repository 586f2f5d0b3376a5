package lanewise.benchmarks.jmh;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What one core could at best: fused multiply-adds of floats that wait neither for memory nor, as
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

    /** Divisible by what one step of all chains does at any width. */
    private static final int FLOPS = 2 * CHAINS * 64 * 2048;

    private static final int STEPS = FLOPS / (2 * CHAINS * SPECIES.length());

    /** Not a constant, so that nothing is computed beforehand. */
    private float factor = 0.999f;

    /** For JMH. */
    public FmaPeak() {}

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
            acc0 = acc0.fma(vx, vx);
            acc1 = acc1.fma(vx, vx);
            acc2 = acc2.fma(vx, vx);
            acc3 = acc3.fma(vx, vx);
            acc4 = acc4.fma(vx, vx);
            acc5 = acc5.fma(vx, vx);
            acc6 = acc6.fma(vx, vx);
            acc7 = acc7.fma(vx, vx);
            acc8 = acc8.fma(vx, vx);
            acc9 = acc9.fma(vx, vx);
            acc10 = acc10.fma(vx, vx);
            acc11 = acc11.fma(vx, vx);
        }
        FloatVector sum0 = acc0.add(acc1).add(acc2).add(acc3);
        FloatVector sum1 = acc4.add(acc5).add(acc6).add(acc7);
        FloatVector sum2 = acc8.add(acc9).add(acc10).add(acc11);
        return sum0.add(sum1).add(sum2).lane(0);
    }
}
