package lanewise.kernel;

import java.util.List;

/**
 * Working memory of one thread for the layers of a network; what it holds means nothing before or
 * after a call.
 */
public final class Workspace {

    /** Virtual lanes, {@link Kernels#SCRATCH} floats. */
    final float[] lanes = new float[Kernels.SCRATCH];

    /**
     * Makes working memory.
     *
     * @param layers the layers to compute
     * @param samples the most samples of a block
     */
    public Workspace(List<Dense> layers, int samples) {}
}
