package lanewise.internal.pass;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.PackedLayer;
import lanewise.internal.plan.NetworkPlan;

/**
 * Vector kernels and a network's parameters as they read them. Immutable, so that all predictors of
 * a model share one.
 */
public final class VectorNetwork {

    final Kernels kernels;

    /** The packed layers; empty for a recurrent network, whose kernels read the parameters. */
    final PackedLayer[] layers;

    /**
     * Packs the parameters, which takes as much memory again, and more for layers whose number of
     * units is padded to a multiple of 16.
     *
     * @param network the network
     * @param parameters its parameters
     * @param vector vector kernels
     */
    public VectorNetwork(NetworkPlan network, float[] parameters, Kernels vector) {
        kernels = vector;
        layers = new PackedLayer[network.recurrent() ? 0 : network.dense().size()];
        for (int l = 0; l < layers.length; l++) {
            Dense dense = network.dense().get(l);
            layers[l] = vector.rows().pack(dense, parameters);
        }
    }

    /** The name of the kernels. */
    public String name() {
        return kernels.name();
    }
}
