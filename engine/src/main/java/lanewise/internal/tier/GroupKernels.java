package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.stack.StackKernels;
import lanewise.internal.plan.NetworkPlan;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides by their total work which kernels the runs of a group warm up: those made for one network
 * where its runs alone are worth it, and for all others together the vector kernels, which serve
 * all networks. Thread-safe.
 */
public final class GroupKernels {
    private final List<Entry> entries = new ArrayList<>();
    private final SharedKernels vector = new SharedKernels(false);
    private boolean decided;

    /** Networks with the same kernels. */
    private static final class Entry {
        final NetworkPlan network;
        double nanos;

        /** Null until the first run is begun. */
        SharedKernels shared;

        Entry(NetworkPlan network) {
            this.network = network;
        }
    }

    /**
     * Adds a run. All are added before the first is begun.
     *
     * @param network its network
     * @param nanos its estimated scalar time, in ns
     */
    public void add(NetworkPlan network, double nanos) {
        entry(network).nanos += nanos;
    }

    private Entry entry(NetworkPlan network) {
        for (Entry entry : entries) {
            if (entry.network.sameKernels(network)) {
                return entry;
            }
        }
        Entry added = new Entry(network);
        entries.add(added);
        return added;
    }

    /**
     * The kernels of a network's runs, one of which is begun.
     *
     * @param network the network
     * @param nanos the estimated scalar time of the run that is begun, in ns
     * @return the kernels; null if no run was added for this network, as for one that diverged
     *     beside others
     */
    public synchronized SharedKernels begin(NetworkPlan network, double nanos) {
        if (!decided) {
            decided = true;
            decide();
        }
        for (Entry entry : entries) {
            if (entry.network.sameKernels(network)) {
                entry.shared.addAhead(-nanos);
                return entry.shared;
            }
        }
        return null;
    }

    /**
     * Requires that a tier can run a network here.
     *
     * @throws IllegalStateException if it cannot
     */
    public static void require(TierChoice tier, NetworkPlan network) {
        if (tier == TierChoice.VECTOR) {
            KernelProvider.vector();
        } else if (tier == TierChoice.SPECIALISED) {
            KernelProvider.vector();
            if (!KernelSelection.specialisedObstacle(network).isEmpty()) {
                KernelSelection.specialised(network);
            }
        }
    }

    /**
     * Whether vector kernels that are not compiled yet pay off, and can run here.
     *
     * @param nanos estimated scalar time of the work, in ns
     */
    public static boolean vectorsPay(double nanos) {
        return nanos >= RunKernels.paysNanos() && KernelProvider.obstacle().isEmpty();
    }

    /**
     * The vector kernels.
     *
     * @throws IllegalStateException if they cannot run here
     */
    public static Kernels vector() {
        return KernelProvider.vector();
    }

    /**
     * The vector kernels for models side by side.
     *
     * @throws IllegalStateException if they cannot run here
     */
    public static StackKernels stack() {
        return KernelProvider.stack();
    }

    private void decide() {
        double enough = RunKernels.paysNanos();
        for (Entry entry : entries) {
            boolean specialised =
                    entry.nanos >= enough
                            && KernelSelection.specialisedObstacle(entry.network).isEmpty();
            entry.shared = specialised ? new SharedKernels(true) : vector;
            entry.shared.addAhead(entry.nanos);
        }
    }

    /** Ends all warm-ups. */
    public synchronized void end() {
        for (Entry entry : entries) {
            if (entry.shared != null) {
                entry.shared.end();
            }
        }
    }
}
