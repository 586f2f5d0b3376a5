package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.kernel.DropoutKernels;
import lanewise.kernel.DropoutMask;
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

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Dropout of a layer's inputs, mask included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class DropoutKernel {
    private static final double RATE = 0.2;

    /** Whose kernel; the scalar one is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The layer, as {@link LayerShape} reads it. */
    @Param({LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    private LayerData data;
    private DropoutKernels kernels;
    private float[] out;

    /** For JMH. */
    public DropoutKernel() {}

    /** Fills the operands and checks what the kernel makes of them. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape));
        kernels = LayerData.kernels(tier).dropout();
        out = new float[data.x.length];
        drop();
        float[] scalar = new float[out.length];
        drop(KernelProvider.scalar().dropout(), scalar);
        if (!Arrays.equals(out, scalar)) {
            throw new IllegalStateException(
                    tier + " dropout " + shape + " differs from the scalar one");
        }
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] drop() {
        drop(kernels, out);
        return out;
    }

    private void drop(DropoutKernels kernels, float[] results) {
        kernels.drop(
                data.x,
                results,
                data.shape.inputs(),
                data.shape.samples(),
                0,
                DropoutMask.threshold(RATE),
                DropoutMask.scale(RATE),
                DropoutMask.key(20, 3, 1));
    }
}
