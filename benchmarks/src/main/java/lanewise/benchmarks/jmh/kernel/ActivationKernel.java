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

import java.util.concurrent.TimeUnit;

/** Activation functions of weighted sums in the first-level cache; a score is for 16 floats. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class ActivationKernel {
    private static final String SHARED_SIGMOID = "SHARED_SIGMOID";

    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /**
     * The function; the rectifier, which only reads, compares and writes, is another control. In
     * {@value #SHARED_SIGMOID}, units share divisions.
     */
    @Param({"RELU", "LEAKY_RELU", "SIGMOID", SHARED_SIGMOID, "TANH", "SOFTPLUS", "GELU", "SOFTMAX"})
    public String function;

    private final float[] z = ActivationData.sums();
    private final float[] a = new float[ActivationData.FLOATS];
    private ActivationKernels kernels;

    /** Creates the benchmark; JMH sets its parameters. */
    public ActivationKernel() {}

    /** Checks the kernel's results. */
    @Setup
    @TearDown
    public void prepare() {
        kernels = LayerData.kernels(tier).activations();
        apply();
        float[] scalar = new float[ActivationData.FLOATS];
        apply(KernelProvider.scalar().activations(), scalar);
        double[] exact = ActivationData.exact(elementwise(), z);
        ActivationData.verify(tier + " " + function, a, scalar, exact);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    @OperationsPerInvocation(ActivationData.VECTORS)
    public float[] apply() {
        apply(kernels, a);
        return a;
    }

    private ActivationFunction elementwise() {
        return function.equals(SHARED_SIGMOID)
                ? ActivationFunction.SIGMOID
                : ActivationFunction.valueOf(function);
    }

    private void apply(ActivationKernels with, float[] result) {
        if (function.equals(SHARED_SIGMOID)) {
            with.sharedSigmoid(z, result, 0, ActivationData.UNITS, ActivationData.SAMPLES);
        } else if (elementwise() == ActivationFunction.SOFTMAX) {
            with.softmax(z, result, ActivationData.UNITS, ActivationData.SAMPLES);
        } else {
            with.apply(elementwise(), z, result, 0, ActivationData.FLOATS);
        }
    }
}
