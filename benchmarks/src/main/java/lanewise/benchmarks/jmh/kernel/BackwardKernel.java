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

/** The backward phase through one layer: the error of its inputs, before any slope. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class BackwardKernel {
    /** Whose kernel; the scalar one is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The layer, as {@link LayerShape} reads it. */
    @Param({LayerShape.IRIS, LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    private LayerData data;
    private DenseKernels kernels;
    private float[] deltaIn;

    /** For JMH. */
    public BackwardKernel() {}

    /** Fills the operands and checks what the kernel makes of them. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape));
        kernels = LayerData.kernels(tier).dense();
        deltaIn = new float[data.shape.inputs() * data.shape.samples()];
        backward();
        float[] scalar = new float[deltaIn.length];
        backward(KernelProvider.scalar().dense(), scalar);
        ExactResult.backward(data).verify(tier + " backward " + shape, deltaIn, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] backward() {
        backward(kernels, deltaIn);
        return deltaIn;
    }

    private void backward(DenseKernels with, float[] result) {
        with.backward(
                data.layer,
                0,
                data.shape.inputs(),
                data.parameters,
                data.delta,
                result,
                data.shape.samples(),
                data.workspace);
    }
}
