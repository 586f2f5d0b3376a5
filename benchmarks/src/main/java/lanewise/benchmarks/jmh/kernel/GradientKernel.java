package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.kernel.DenseKernels;
import lanewise.kernel.KernelProvider;

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
 * The gradient of one layer's weights and biases, summed over samples. It is added to what is
 * there, so it grows from call to call; that costs nothing, as no float gets slower by being large.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class GradientKernel {
    /** Whose kernel; the scalar one is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The layer, as {@link LayerShape} reads it. */
    @Param({LayerShape.IRIS, LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    private LayerData data;
    private DenseKernels kernels;
    private float[] gradient;

    /** For JMH. */
    public GradientKernel() {}

    /** Fills the operands and checks what the kernel makes of them. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape));
        kernels = LayerData.kernels(tier).dense();
        gradient = new float[data.parameters.length];
        gradient();
        float[] scalar = new float[gradient.length];
        gradient(KernelProvider.scalar().dense(), scalar);
        ExactResult.gradient(data).verify(tier + " gradient " + shape, gradient, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] gradient() {
        gradient(kernels, gradient);
        return gradient;
    }

    private void gradient(DenseKernels with, float[] sums) {
        int n = data.shape.samples();
        with.gradient(
                data.layer,
                0,
                data.shape.inputs(),
                data.x,
                0,
                n,
                data.delta,
                n,
                true,
                sums,
                data.workspace);
    }
}
