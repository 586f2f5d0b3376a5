package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.math.FusedMultiplyAdd;
import lanewise.internal.kernel.specialised.NetworkStages;
import lanewise.internal.plan.NetworkPlan;

/** Selects the kernels of a tier, and reports why some are unavailable. */
public final class KernelSelection {

    private static boolean logged;

    private KernelSelection() {}

    /**
     * The kernels to start with.
     *
     * @param tier the requested tier
     * @param network the network to compute
     * @throws IllegalStateException if a requested tier cannot run here
     */
    public static Kernels select(TierChoice tier, NetworkPlan network) {
        if (!FusedMultiplyAdd.HARDWARE) {
            logOnce(KernelProvider.obstacle()); // scalar kernels are slower, too
        }
        return switch (tier) {
            case AUTO, SCALAR -> KernelProvider.scalar();
            case VECTOR -> KernelProvider.vector();
            case SPECIALISED -> specialised(network);
        };
    }

    /** The vector kernels, or the scalar ones if those cannot run here. */
    static Kernels vectorIfPossible() {
        if (KernelProvider.obstacle().isEmpty()) {
            return KernelProvider.vector();
        }
        logOnce(KernelProvider.obstacle());
        return KernelProvider.scalar();
    }

    /**
     * Returns why a network has no specialised kernels.
     *
     * @return the reason in a few words; empty if it has some
     */
    public static String specialisedObstacle(NetworkPlan network) {
        for (NetworkPlan.Layer layer : network.layers()) {
            if (layer.dropout() > 0) {
                return "dropout is not supported";
            }
            if (layer.recurrent()) {
                return "recurrent layers are not supported";
            }
        }
        return NetworkStages.obstacle(network.dense());
    }

    /**
     * The specialised kernels of a network.
     *
     * @throws IllegalStateException if it has none, or they cannot run here
     */
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

    /** Logs the reason for falling back to the scalar kernels, once per JVM. */
    static synchronized void logOnce(String obstacle) {
        if (!logged) {
            logged = true;
            System.getLogger("lanewise")
                    .log(System.Logger.Level.WARNING, "scalar kernels: {0}", obstacle);
        }
    }
}
