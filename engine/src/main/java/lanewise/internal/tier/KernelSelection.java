package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.specialised.NetworkStages;
import lanewise.internal.plan.NetworkPlan;

/** Selects the kernels of a tier, with error messages for kernels that are unavailable. */
public final class KernelSelection {

    private static boolean logged;

    private KernelSelection() {}

    /**
     * The kernels to start with.
     *
     * @param tier the requested tier
     * @param network the network to compute
     * @throws IllegalStateException if the tier is unavailable here
     */
    public static Kernels select(TierChoice tier, NetworkPlan network) {
        return switch (tier) {
            case AUTO, SCALAR -> KernelProvider.scalar();
            case VECTOR -> KernelProvider.vector();
            case SPECIALISED -> specialised(network);
        };
    }

    /** The vector kernels, or the scalar ones if vectors are unavailable. */
    static Kernels vectorIfPossible() {
        if (KernelProvider.obstacle().isEmpty()) {
            return KernelProvider.vector();
        }
        logOnce(KernelProvider.obstacle());
        return KernelProvider.scalar();
    }

    /**
     * Why a network has no specialised kernels.
     *
     * @return a short reason; empty if it has some
     */
    public static String specialisedObstacle(NetworkPlan network) {
        for (NetworkPlan.Layer layer : network.layers()) {
            if (layer.dropout() > 0) {
                return "there are none with dropout";
            }
            if (layer.recurrent()) {
                return "there are none with recurrent layers";
            }
        }
        return NetworkStages.obstacle(network.dense());
    }

    /** The specialised kernels of a network. */
    public static Kernels specialised(NetworkPlan network) {
        String obstacle = specialisedObstacle(network);
        if (!obstacle.isEmpty()) {
            throw new IllegalStateException(
                    "no specialised kernels for the network "
                            + network
                            + ": "
                            + obstacle
                            + "; use Tier.VECTOR, or Tier.AUTO for the fastest available");
        }
        return KernelProvider.specialised(network.dense(), network.functions(), network.loss());
    }

    /** Logs, once in a JVM, why the scalar kernels are used. */
    static synchronized void logOnce(String obstacle) {
        if (!logged) {
            logged = true;
            System.getLogger("lanewise")
                    .log(System.Logger.Level.WARNING, "scalar kernels: {0}", obstacle);
        }
    }
}
