package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;
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
 * An optimizer's step, and the norm of the gradient for clipping. The parameters and the gradient
 * are the same in each call; the state converges, as a mean of constants.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class UpdateKernel {
    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The kernel. */
    @Param public Update update;

    /**
     * Number of parameters, before padding: in the first-level cache, ten times as many, and those
     * of 784-512-512-10.
     */
    @Param({"1024", "10240", "669706"})
    public int parameters;

    private UpdateData data;
    private UpdateKernels kernels;

    /** Creates the benchmark; JMH sets its parameters. */
    public UpdateKernel() {}

    /** Fills the operands and checks the kernel's results. */
    @Setup
    @TearDown
    public void prepare() {
        int count = Lanes.pad(parameters);
        kernels = LayerData.kernels(tier).updates();
        data = new UpdateData(count);
        double result = step();
        UpdateData scalar = new UpdateData(count);
        double expected = update.run(KernelProvider.scalar().updates(), scalar);
        String what = tier + " " + update + " of " + parameters;
        if (Double.doubleToLongBits(result) != Double.doubleToLongBits(expected)) {
            throw new IllegalStateException(
                    what + " returned " + result + ", the scalar kernel " + expected);
        }
        update.verify(what, result, data, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its return value: whether the new parameters are finite, or the sum of squares
     */
    @Benchmark
    public double step() {
        return update.run(kernels, data);
    }
}
