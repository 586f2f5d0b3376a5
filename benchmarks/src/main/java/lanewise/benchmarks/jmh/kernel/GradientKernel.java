package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.Kernels;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The gradient of one layer's weights and biases, summed over samples. It is added to the previous
 * call's, so it grows from call to call; that costs nothing, as large floats are not slower.
 */
public class GradientKernel extends LayerKernel {
    /** The layer, in the syntax of {@link LayerShape#parse}. */
    @Param({LayerShape.IRIS, LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    /** Creates the benchmark; JMH sets its parameters. */
    public GradientKernel() {}

    @Override
    String shape() {
        return shape;
    }

    @Override
    int length() {
        return data.parameters.length;
    }

    @Override
    void run(Kernels with, float[] results) {
        int n = data.shape.samples();
        with.dense()
                .gradient(
                        data.layer,
                        0,
                        data.shape.inputs(),
                        data.x,
                        0,
                        n,
                        data.delta,
                        n,
                        true,
                        results,
                        null,
                        data.workspace);
    }

    @Override
    void verify(float[] scalar) {
        ExactResult.gradient(data).verify(tier + " gradient " + shape, results, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] gradient() {
        run(kernels, results);
        return results;
    }
}
