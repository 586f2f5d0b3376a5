package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.specialised.NetworkStages;
import lanewise.internal.plan.NetworkPlan;

/** The kernels of a tier, and what to say where there are none. */
public final class KernelSelection {

    private static boolean logged;

    private KernelSelection() {}

    /**
     * The kernels to start with.
     *
     * @param tier what the user wants
     * @param network what they shall compute
     * @throws IllegalStateException if they are demanded and cannot run here
     */
    public static Kernels select(TierChoice tier, NetworkPlan network) {
        return switch (tier) {
            case AUTO, SCALAR -> KernelProvider.scalar();
            case VECTOR -> KernelProvider.vector();
            case SPECIALISED -> specialised(network);
        };
    }

    /** The vector kernels, or the scalar ones where those cannot run. */
    static Kernels vectorIfPossible() {
        if (KernelProvider.obstacle().isEmpty()) {
            return KernelProvider.vector();
        }
        logOnce(KernelProvider.obstacle());
        return KernelProvider.scalar();
    }

    /**
     * What keeps a network from having kernels of its own.
     *
     * @return the reason in a few words, empty if it has
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

    /** Kernels of a network's own. */
    public static Kernels specialised(NetworkPlan network) {
        String obstacle = specialisedObstacle(network);
        if (!obstacle.isEmpty()) {
            throw new IllegalStateException(
                    "no specialised kernels for the network "
                            + network
                            + ": "
                            + obstacle
                            + "; use Tier.VECTOR, or Tier.AUTO for the fastest there are");
        }
        return KernelProvider.specialised(network.dense(), network.functions(), network.loss());
    }

    /** Says once in a JVM that the scalar kernels have to do, and why. */
    static synchronized void logOnce(String obstacle) {
        if (!logged) {
            logged = true;
            System.getLogger("lanewise")
                    .log(System.Logger.Level.WARNING, "scalar kernels: {0}", obstacle);
        }
    }
}
