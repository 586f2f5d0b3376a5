package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.Kernels;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

import java.util.Arrays;

/** Dropout of a layer's inputs, including the mask. */
public class DropoutKernel extends LayerKernel {
    private static final double RATE = 0.2;

    /** The layer, in the syntax of {@link LayerShape#parse}. */
    @Param({LayerShape.SMALL, LayerShape.SMALL_EIGHTFOLD, LayerShape.LARGE})
    public String shape;

    /** Creates the benchmark; JMH sets its parameters. */
    public DropoutKernel() {}

    @Override
    String shape() {
        return shape;
    }

    @Override
    int length() {
        return data.x.length;
    }

    @Override
    void run(Kernels with, float[] results) {
        with.dropout()
                .drop(
                        data.x,
                        results,
                        data.shape.inputs(),
                        data.shape.samples(),
                        0,
                        DropoutMask.threshold(RATE),
                        DropoutMask.scale(RATE),
                        DropoutMask.key(20, 3, 1));
    }

    @Override
    void verify(float[] scalar) {
        if (!Arrays.equals(results, scalar)) {
            throw new IllegalStateException(
                    tier + " dropout " + shape + " differs from the scalar kernel's");
        }
    }

    /**
     * Runs the kernel once.
     *
     * @return its results
     */
    @Benchmark
    public float[] drop() {
        run(kernels, results);
        return results;
    }
}
