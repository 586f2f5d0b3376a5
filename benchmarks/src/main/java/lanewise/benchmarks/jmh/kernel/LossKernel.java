package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.LossKernels;
import lanewise.internal.tier.KernelProvider;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The reductions of a forward phase: a loss, or the number of correct predictions, of ten outputs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class LossKernel {
    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The reduction. */
    @Param public LossMeasure measure;

    /**
     * Number of samples, to which the times must be in proportion. They are not 1024: outputs 4096
     * bytes apart would share a set of the first-level cache.
     */
    @Param({"128", "1040"})
    public int samples;

    private LossData data;
    private LossKernels kernels;

    /** Creates the benchmark; JMH sets its parameters. */
    public LossKernel() {}

    /** Fills the operands and checks the kernel's results. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LossData(samples);
        kernels = LayerData.kernels(tier).losses();
        measure.verify(
                tier + " " + measure + " of " + samples,
                reduce(),
                measure.run(KernelProvider.scalar().losses(), data),
                data);
    }

    /**
     * Runs the kernel once.
     *
     * @return the sum or the count
     */
    @Benchmark
    public double reduce() {
        return measure.run(kernels, data);
    }
}
