package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.kernel.ActivationFunction;
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

/** The forward phase of one layer: weighted sums, biases and sigmoid. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class ForwardKernel {
    /** Whose kernel; the scalar one is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The layer, as {@link LayerShape} reads it. */
    @Param({LayerShape.IRIS, LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    private LayerData data;
    private DenseKernels kernels;
    private float[] a;

    /** For JMH. */
    public ForwardKernel() {}

    /** Fills the operands and checks what the kernel makes of them. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape));
        kernels = LayerData.kernels(tier).dense();
        a = new float[data.shape.outputs() * data.shape.samples()];
        forward();
        float[] scalar = new float[a.length];
        forward(KernelProvider.scalar().dense(), scalar);
        ExactResult.forward(data).verify(tier + " forward " + shape, a, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] forward() {
        forward(kernels, a);
        return a;
    }

    private void forward(DenseKernels with, float[] result) {
        int n = data.shape.samples();
        with.forward(
                data.layer,
                ActivationFunction.SIGMOID,
                0,
                data.shape.outputs(),
                data.parameters,
                data.x,
                0,
                n,
                result,
                result,
                n,
                data.workspace);
    }
}
