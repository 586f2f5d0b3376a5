package lanewise.internal.kernel;

import java.util.List;

/**
 * Working memory of one thread for the layers of a network. Its contents are undefined between
 * calls.
 */
public final class Workspace {

    /** Virtual lanes, {@link Kernels#SCRATCH} floats. */
    public final float[] lanes = new float[Kernels.SCRATCH];

    /** Deltas of up to 32 samples, by sample, sixteen floats each; null for single rows. */
    public final float[] transposed;

    /**
     * Working memory of matrix multiplications; null if the layers or blocks are too small to use
     * them.
     */
    public final GemmWorkspace gemm;

    /**
     * Allocates working memory.
     *
     * @param layers the layers to compute
     * @param samples maximum number of samples of a block
     */
    public Workspace(List<Dense> layers, int samples) {
        int units = 0;
        for (Dense layer : layers) {
            if (layer.sumsInOrder()) {
                units = Math.max(units, Math.max(layer.inputs(), layer.outputs()));
            }
        }
        int longest = Math.max(units, samples);
        boolean needed = units > 0 && samples >= Lanes.COUNT; // scalar code handles single rows
        transposed = samples < Lanes.COUNT ? null : new float[2 * Lanes.COUNT * Lanes.COUNT];
        gemm = !needed ? null : new GemmWorkspace(units, longest, longest);
    }
}
