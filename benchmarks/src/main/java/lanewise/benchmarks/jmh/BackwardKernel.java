package lanewise.benchmarks.jmh;

import lanewise.kernel.KernelProvider;
import lanewise.kernel.Kernels;

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

/** The backward phase through one layer: the deltas of the layer before. */
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
    private Kernels kernels;
    private float[] deltaIn;

    /** For JMH. */
    public BackwardKernel() {}

    /** Fills the operands and checks what the kernel makes of them. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape));
        kernels = LayerData.kernels(tier);
        deltaIn = new float[data.shape.inputs() * data.shape.samples()];
        backward();
        float[] scalar = new float[deltaIn.length];
        KernelProvider.scalar()
                .backward(
                        data.layer,
                        data.parameters,
                        data.delta,
                        data.a,
                        scalar,
                        data.shape.samples());
        ExactResult.backward(data).verify(tier + " backward " + shape, deltaIn, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] backward() {
        kernels.backward(
                data.layer, data.parameters, data.delta, data.a, deltaIn, data.shape.samples());
        return deltaIn;
    }
}
