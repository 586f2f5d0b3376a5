package lanewise.internal.tier;

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
     * Adds a run. All runs are added before the first is begun.
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
     * The kernels of a network's runs.
     *
     * @param network the network, for which a run was added
     */
    public synchronized SharedKernels of(NetworkPlan network) {
        if (entries.getFirst().shared == null) {
            decide();
        }
        return entry(network).shared;
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
