package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.Kernels;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The backward phase through one layer: the error of its inputs, before the derivative. */
public class BackwardKernel extends LayerKernel {
    /** The layer, in the syntax of {@link LayerShape#parse}. */
    @Param({LayerShape.IRIS, LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    /** Creates the benchmark; JMH sets its parameters. */
    public BackwardKernel() {}

    @Override
    String shape() {
        return shape;
    }

    @Override
    int length() {
        return data.shape.inputs() * data.shape.samples();
    }

    @Override
    void run(Kernels with, float[] results) {
        with.dense()
                .backward(
                        data.layer,
                        0,
                        data.shape.inputs(),
                        data.parameters,
                        data.delta,
                        results,
                        data.shape.samples(),
                        data.workspace);
    }

    @Override
    void verify(float[] scalar) {
        ExactResult.backward(data).verify(tier + " backward " + shape, results, scalar);
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] backward() {
        run(kernels, results);
        return results;
    }
}
