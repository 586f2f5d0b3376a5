package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Kernels;
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
 * One sweep of a recurrent layer of sigmoids: all units to all units, then the change of each
 * sample.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class SweepKernel {
    /** Shape of quick sessions. */
    public static final String SHAPE = "64-64 x 128";

    /** Sweep of activations. */
    public static final String FORWARD = "activations";

    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** Quantity of the sweep: activations, or errors. */
    @Param({FORWARD, "errors"})
    public String sweep;

    /** The fully connected units, in the syntax of {@link LayerShape#parse}. */
    @Param({"8-8 x 144", SHAPE, "64-64 x 1024"})
    public String shape;

    private LayerData data;
    private Kernels kernels;
    private float[] sums;
    private float[] slopes;
    private float[] next;
    private float[] change;
    private float[] size;

    /** Creates the benchmark; JMH sets its parameters. */
    public SweepKernel() {}

    /** Fills the operands and checks the kernels' results. */
    @Setup
    @TearDown
    public void prepare() {
        data = new LayerData(LayerShape.parse(shape));
        kernels = LayerData.kernels(tier);
        int length = data.shape.outputs() * data.shape.samples();
        sums = new float[length];
        next = new float[length];
        change = new float[data.shape.samples()];
        size = new float[data.shape.samples()];
        slopes = new float[length];
        for (int k = 0; k < length; k++) {
            slopes[k] = 0.25f * Math.abs(data.x[k]);
        }
        sweep();
        verifyChanges();
        float[] scalar = new float[length];
        sweep(KernelProvider.scalar(), scalar);
        exact().verify(tier + " sweep of " + sweep + " " + shape, next, scalar);
    }

    private void verifyChanges() {
        float[] current = forward() ? data.x : data.delta;
        int n = data.shape.samples();
        for (int s = 0; s < n; s++) {
            float largest = 0;
            for (int k = s; k < next.length; k += n) {
                largest = Math.max(largest, Math.abs(next[k] - current[k]));
            }
            if (change[s] != largest || !(largest > 0)) {
                throw new IllegalStateException(
                        "change of sample " + s + " is " + change[s] + ", expected " + largest);
            }
        }
    }

    private ExactResult exact() {
        return forward() ? ExactResult.forwardSweep(data) : ExactResult.backwardSweep(data, slopes);
    }

    private boolean forward() {
        return switch (sweep) {
            case FORWARD -> true;
            case "errors" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "sweep \"" + sweep + "\": expected activations or errors");
        };
    }

    /**
     * Sweeps once.
     *
     * @return the changes
     */
    @Benchmark
    public float[] sweep() {
        sweep(kernels, next);
        return change;
    }

    private void sweep(Kernels with, float[] result) {
        int units = data.shape.outputs();
        int n = data.shape.samples();
        if (forward()) {
            with.dense()
                    .resume(
                            data.layer,
                            0,
                            units,
                            data.parameters,
                            data.x,
                            data.delta,
                            sums,
                            n,
                            data.workspace);
            with.activations().apply(ActivationFunction.SIGMOID, sums, result, 0, units * n);
            with.relaxation().changes(result, data.x, units, n, change, size);
        } else {
            with.dense()
                    .backward(
                            data.layer,
                            0,
                            units,
                            data.parameters,
                            data.delta,
                            result,
                            n,
                            data.workspace);
            with.relaxation().multiplyAdd(result, slopes, data.x, 0, units * n);
            with.relaxation().changes(result, data.delta, units, n, change, size);
        }
    }
}
