package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Kernels;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The forward phase of one layer: weighted sums, biases and sigmoid. */
public class ForwardKernel extends LayerKernel {
    /** The layer, in the syntax of {@link LayerShape#parse}. */
    @Param({LayerShape.IRIS, LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    /** Creates the benchmark; JMH sets its parameters. */
    public ForwardKernel() {}

    @Override
    String shape() {
        return shape;
    }

    @Override
    int length() {
        return data.shape.outputs() * data.shape.samples();
    }

    @Override
    void run(Kernels with, float[] results) {
        int n = data.shape.samples();
        with.dense()
                .forward(
                        data.layer,
                        ActivationFunction.SIGMOID,
                        0,
                        data.shape.outputs(),
                        data.parameters,
                        data.x,
                        0,
                        n,
                        results,
                        results,
                        n,
                        data.workspace);
    }

    @Override
    void verify(float[] scalar) {
        ExactResult.forward(data).verify(tier + " forward " + shape, results, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] forward() {
        run(kernels, results);
        return results;
    }
}
