package lanewise.internal.kernel;

import java.util.List;

/**
 * Working memory of one thread for the layers of a network; what it holds means nothing before or
 * after a call.
 */
public final class Workspace {

    /** Virtual lanes, {@link Kernels#SCRATCH} floats. */
    public final float[] lanes = new float[Kernels.SCRATCH];

    /** Working memory of products of matrices; null if layers or samples are too few for them. */
    public final GemmWorkspace gemm;

    /**
     * Makes working memory.
     *
     * @param layers the layers to compute
     * @param samples the most samples of a block
     */
    public Workspace(List<Dense> layers, int samples) {
        int units = 0;
        for (Dense layer : layers) {
            if (layer.sumsInOrder()) {
                units = Math.max(units, Math.max(layer.inputs(), layer.outputs()));
            }
        }
        int longest = Math.max(units, samples);
        boolean needed = units > 0 && samples >= Lanes.COUNT; // single rows are left to scalar code
        gemm = !needed ? null : new GemmWorkspace(units, longest, longest);
    }
}
