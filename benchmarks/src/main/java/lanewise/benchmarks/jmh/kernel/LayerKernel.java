package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.tier.KernelProvider;

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
 * One kernel on the operands of one layer. A subclass selects the kernel and has the benchmark
 * method.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public abstract class LayerKernel {
    /** Tier of the kernel; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** Operands; set before each fork. */
    LayerData data;

    /** Kernels of the tier. */
    Kernels kernels;

    /** Results of the measured kernel. */
    float[] results;

    LayerKernel() {}

    /** The layer, in the syntax of {@link LayerShape#parse}. */
    abstract String shape();

    /** Length of the results. */
    abstract int length();

    /** Runs the kernel once. */
    abstract void run(Kernels with, float[] results);

    /**
     * Checks the results of a call.
     *
     * @param scalar results of the scalar kernel
     * @throws IllegalStateException if the measured kernel's results differ or are too inexact
     */
    abstract void verify(float[] scalar);

    /** Fills the operands and checks the kernel's results. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape()));
        kernels = LayerData.kernels(tier);
        results = new float[length()];
        run(kernels, results);
        float[] scalar = new float[results.length];
        run(KernelProvider.scalar(), scalar);
        verify(scalar);
    }
}
