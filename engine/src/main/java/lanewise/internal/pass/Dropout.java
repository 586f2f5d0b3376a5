package lanewise.internal.pass;

import lanewise.internal.kernel.DropoutKernels;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.plan.NetworkPlan;

import java.util.List;

/**
 * The dropout masks of training. A mask is a function of the seed, the iteration, the layer, the
 * unit and the sample's index in its batch, and is recomputed where it is needed.
 */
public final class Dropout {

    /** No dropout: for prediction, and for networks without any. */
    static final Dropout NONE = new Dropout(0, new double[0]);

    private final long seed;
    private final double[] shares;

    private Dropout(long seed, double[] shares) {
        this.seed = seed;
        this.shares = shares;
    }

    static Dropout of(NetworkPlan network, long seed) {
        List<NetworkPlan.Layer> layers = network.layers();
        double[] shares = new double[layers.size()];
        for (int l = 0; l < shares.length; l++) {
            shares[l] = layers.get(l).dropout();
        }
        return new Dropout(seed, shares);
    }

    boolean has(int layer) {
        return layer < shares.length && shares[layer] > 0;
    }

    /** Applies the mask to a layer's activations. */
    void drop(
            DropoutKernels kernels,
            int layer,
            long iteration,
            int firstSample,
            float[] a,
            float[] out,
            int units,
            int n) {
        kernels.drop(
                a,
                out,
                units,
                n,
                firstSample,
                threshold(layer),
                scale(layer),
                DropoutMask.key(seed, iteration, layer));
    }

    /** Applies the mask to the errors of a layer's outputs, in place. */
    void backward(
            DropoutKernels kernels,
            int layer,
            long iteration,
            int firstSample,
            float[] delta,
            int units,
            int n) {
        kernels.delta(
                delta,
                units,
                n,
                firstSample,
                threshold(layer),
                scale(layer),
                DropoutMask.key(seed, iteration, layer));
    }

    /** Applies the mask to activations or errors of the first samples, row by row. */
    void dropRows(
            FewRowKernels kernels,
            int layer,
            long iteration,
            float[] a,
            float[] out,
            int units,
            int rows) {
        kernels.drop(
                a,
                out,
                units,
                rows,
                threshold(layer),
                scale(layer),
                DropoutMask.key(seed, iteration, layer));
    }

    private int threshold(int layer) {
        return DropoutMask.threshold(shares[layer]);
    }

    private float scale(int layer) {
        return DropoutMask.scale(shares[layer]);
    }
}
