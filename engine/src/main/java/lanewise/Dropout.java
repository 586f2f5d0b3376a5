package lanewise;

import lanewise.kernel.DropoutKernels;
import lanewise.kernel.DropoutMask;

import java.util.List;

/**
 * What training drops in which layer. The masks are functions of the seed, the iteration, the
 * layer, the unit and the row's place in its batch, computed anew where they are needed.
 */
final class Dropout {

    /** For what is no training, and for networks without dropout. */
    static final Dropout NONE = new Dropout(0, new double[0]);

    private final long seed;
    private final double[] shares;

    private Dropout(long seed, double[] shares) {
        this.seed = seed;
        this.shares = shares;
    }

    static Dropout of(Network network, long seed) {
        List<Layer> layers = network.layers();
        double[] shares = new double[layers.size()];
        for (int l = 0; l < shares.length; l++) {
            shares[l] = layers.get(l).dropout();
        }
        return new Dropout(seed, shares);
    }

    boolean has(int layer) {
        return layer < shares.length && shares[layer] > 0;
    }

    /** What is left of a layer's activations. */
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

    /** Makes deltas of what was left of a layer's activations those of all of them, in place. */
    void delta(
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

    private int threshold(int layer) {
        return DropoutMask.threshold(shares[layer]);
    }

    private float scale(int layer) {
        return DropoutMask.scale(shares[layer]);
    }
}
