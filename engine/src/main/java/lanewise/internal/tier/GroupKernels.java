package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.stack.StackStep;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides by their total work which kernels the runs of a group warm up: those made for one network
 * where its runs alone are worth it, and for all others together the vector kernels, which serve
 * all networks. Thread-safe.
 */
public final class GroupKernels {
    private final List<Entry> entries = new ArrayList<>();
    private final int threads;
    private final SharedKernels vector;
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
     * Starts without runs.
     *
     * @param threads number of threads of the group
     */
    public GroupKernels(int threads) {
        this.threads = threads;
        vector = new SharedKernels(false, threads);
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
     * @param network the network, for which a run was added
     * @param nanos the estimated scalar time of the run that is begun, in ns
     * @return the kernels
     */
    public synchronized SharedKernels begin(NetworkPlan network, double nanos) {
        if (!decided) {
            decided = true;
            decide();
        }
        SharedKernels shared = entry(network).shared;
        shared.addAhead(-nanos);
        return shared;
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
     * Steps of several models on the vector kernels: see {@link StackStep#StackStep}.
     *
     * @throws IllegalStateException if they cannot run here
     */
    public static StackStep stack(
            NetworkPlan network, int largest, RowSource source, StepSettings settings) {
        return new StackStep(vector(), KernelProvider.stack(), network, largest, source, settings);
    }

    private void decide() {
        double enough = RunKernels.paysNanos();
        for (Entry entry : entries) {
            boolean specialised =
                    entry.nanos >= enough
                            && KernelSelection.specialisedObstacle(entry.network).isEmpty();
            entry.shared = specialised ? new SharedKernels(true, threads) : vector;
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
