package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.tier.KernelProvider;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Derivatives of activation functions, in the first-level cache; a score is for 16 floats. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class ActivationSlopeKernel {
    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The function; the rectifier, which only reads, compares and writes, is another control. */
    @Param({"RELU", "LEAKY_RELU", "SIGMOID", "TANH", "SOFTPLUS", "GELU"})
    public ActivationFunction function;

    private final float[] z = ActivationData.sums();
    private final float[] source = new float[ActivationData.FLOATS];
    private final float[] delta = new float[ActivationData.FLOATS];
    private ActivationKernels kernels;

    /** Creates the benchmark; JMH sets its parameters. */
    public ActivationSlopeKernel() {}

    /** Checks the derivatives that the kernel multiplies by. */
    @Setup
    @TearDown
    public void prepare() {
        kernels = LayerData.kernels(tier).activations();
        ActivationKernels control = KernelProvider.scalar().activations();
        if (function.derivativeFromSums()) {
            System.arraycopy(z, 0, source, 0, ActivationData.FLOATS);
        } else {
            control.apply(function, z, source, 0, ActivationData.FLOATS);
        }
        Arrays.fill(delta, 1f);
        timesSlope();
        float[] scalar = new float[ActivationData.FLOATS];
        Arrays.fill(scalar, 1f);
        control.multiplyByDerivative(function, scalar, source, 0, ActivationData.FLOATS);
        double[] exact = new double[ActivationData.FLOATS];
        for (int k = 0; k < ActivationData.FLOATS; k++) {
            exact[k] = ActivationData.slope(function, z[k]);
        }
        ActivationData.verify(tier + " slope of " + function, delta, scalar, exact);
        // Repeated multiplication would turn any other number subnormal, which is slow.
        Arrays.fill(delta, 0f);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    @OperationsPerInvocation(ActivationData.VECTORS)
    public float[] timesSlope() {
        kernels.multiplyByDerivative(function, delta, source, 0, ActivationData.FLOATS);
        return delta;
    }
}
